"""Names the tensors of one graph: which code stands for which output of which call."""

from collections.abc import Collection, Mapping

from kgraph.codegen.layout import Code, flat, text
from kgraph.codegen.names import Names
from kgraph.codegen.outputs import index, unpacked
from kgraph.document.calls import needed, outputs_of
from kgraph.document.graph import Graph, Layer, Node, Source
from kgraph.document.names import base_name
from kgraph.document.order import sort
from kgraph.document.project import Project
from kgraph.document.structures import Path, leaves, outputs_structure

LONG = 40


def nodes_in_order(graph: Graph, is_draft: bool) -> list[Node]:
    """Returns the nodes that are written, in the order of their calls, without Outputs.

    Args:
        is_draft: Whether those are written, too, that lead nowhere or to themselves.
    """
    order = sort(graph)
    ids = (*order.nodes, *order.cycle, *order.behind)
    wanted: Collection[str] = ids if is_draft else needed(graph)
    nodes = (graph.nodes[id] for id in ids if id in wanted)
    return [n for n in nodes if graph.layers[n.layer].type != "Output"]


class Tensors:
    """The tensors that have been written so far.

    Attributes:
        code: Every tensor that is there, to its code.
        variables: Layer id to the variable named after it.
    """

    def __init__(
        self, project: Project, graph: Graph, nodes: list[Node], taken: Collection[str]
    ) -> None:
        self._project = project
        self._graph = graph
        self._names = Names(taken)
        self._origins: dict[Source, str] = {}
        self.code: dict[Source, Code] = {}
        layers = map(graph.layers.__getitem__, dict.fromkeys(n.layer for n in nodes))
        self.variables: Mapping[str, str] = {
            layer.id: self._names.take(layer.name, base_name(layer.type))
            for layer in layers
        }

    def target(self, node: Node) -> str:
        """Returns what a call is assigned to, and notes the code of its outputs."""
        layer = self._graph.layers[node.layer]
        name = self._name_of_call(layer, node)
        outputs = self._submodel_outputs(layer)
        used = {e.source.output for e in self._graph.targets.get(node.id, ())}
        endings = unpacked(layer, node)
        if outputs and outputs != [""]:
            suffixes = outputs
        elif len(endings) > max(used, default=0):
            return self._unpack(name, node, endings, used)
        else:
            suffixes = [index(layer, i) for i in range(max(used, default=0) + 1)]
        for output, suffix in enumerate(suffixes):
            self.code[Source(node.id, output)] = (name, suffix)
        return name

    def _unpack(
        self, name: str, node: Node, endings: tuple[str, ...], used: Collection[int]
    ) -> str:
        names = [name]
        for output, ending in list(enumerate(endings))[1:]:
            taken = self._names.take(f"{name}_{ending}") if output in used else "_"
            names.append(taken)
        if 0 not in used and len(names) > 1:
            names[0] = "_"
        for output, variable in enumerate(names):
            self.code[Source(node.id, output)] = variable
        return ", ".join(names)

    def _name_of_call(self, layer: Layer, node: Node) -> str:
        """Returns a variable: the layer's, or for a shared one, say `encoder_left`."""
        variable = self.variables[layer.id]
        if len(self._graph.calls[layer.id]) == 1:
            return variable
        sources = list(node.sources())
        # The twins of `left` and `right` are `a_left` and `b_left`, not `b_a_left`.
        origins = [self._origins.get(s, flat(self.code.get(s, ""))) for s in sources]
        origin = "_".join(origins)
        name = f"{variable}_{origin}"
        if not (0 < len(origins) < 3 and len(name) <= LONG and name.isidentifier()):
            return self._names.take(f"{variable}_output")
        self._origins[Source(node.id)] = origin
        return self._names.take(name)

    def _submodel_outputs(self, layer: Layer) -> list[str]:
        """Returns the suffixes that take the outputs from what a submodel returns."""
        graph = self._project.graphs.get(layer.submodel or "")
        if graph is None:
            return []
        structure = outputs_structure(graph)
        paths = {id: path for path, id in leaves(structure)}
        if len(paths) == 1 and isinstance(structure, tuple):
            return [""]  # Keras takes a lone tensor out of its list
        return [suffix(paths[node.id]) for node in outputs_of(graph)]


def suffix(path: Path) -> str:
    """Returns what takes a leaf from a nested value: `["a"][0]`."""
    keys = (text(key) if isinstance(key, str) else str(key) for key in path)
    return "".join(f"[{key}]" for key in keys)

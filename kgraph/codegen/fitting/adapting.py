"""Writes `adapt_model()`: some layers have to see the data before training."""

from collections.abc import Iterator, Mapping
from itertools import chain

from kgraph.codegen.errors import CodegenError
from kgraph.codegen.layout import Code, call, sequence, statement, text
from kgraph.codegen.loading.files import input_of, streams
from kgraph.codegen.names import Names
from kgraph.codegen.values import MISSING
from kgraph.document.calls import inputs_of, needed
from kgraph.document.graph import Graph, Layer, Source
from kgraph.document.order import sort
from kgraph.document.project import Project

# The argument that makes `adapt()` needless.
_STATE = {
    "Normalization": "mean",
    "Discretization": "bin_boundaries",
    "IntegerLookup": "vocabulary",
    "StringLookup": "vocabulary",
    "TextVectorization": "vocabulary",
}
_Feeds = Mapping[Source, list[Code]]


def adapts(project: Project) -> bool:
    """Whether a layer of the model has to be adapted to data before it is trained."""
    return any(
        _adapts(layer) for graph in project.graphs.values() for layer in _layers(graph)
    )


def adapt_function(project: Project, has_graph: bool = True) -> list[str]:
    """Returns the lines of `adapt_model()`.

    Args:
        has_graph: False for a subclass, of which no part can be taken by its tensors.

    Raises:
        CodegenError: If what reaches such a layer cannot be told in a line or two.
    """
    main = project.main
    inputs = inputs_of(main)
    feeds: _Feeds = {
        Source(n.id): [
            "inputs"
            if len(inputs) == 1
            else input_of(project, main.layers[n.layer].name)
        ]
        for n in inputs
    }
    codes = _Adapting(project, has_graph).statements(main, "model", feeds)
    return [
        "def adapt_model(model, inputs):",
        '    """Shows the inputs to layers that learn from them at once."""',
        *(line for code in codes for line in statement(code).split("\n")),
    ]


class _Adapting:
    """Follows the data through the graphs of a project."""

    def __init__(self, project: Project, has_graph: bool) -> None:
        self._project = project
        self._has_graph = has_graph
        self._names = Names({"model", "inputs", "part"})

    def statements(self, graph: Graph, model: str, feeds: _Feeds) -> Iterator[Code]:
        """Yields the statements for one graph, upstream first.

        Args:
            model: The variable that holds the graph's model.
            feeds: What the graph's Inputs are given, once for each call of it.
        """
        for layer in _layers(graph):
            inner = self._project.graphs.get(layer.submodel or "")
            if inner is None and not _adapts(layer):
                continue
            if inner is not None and not self._has_adapting(inner):
                continue
            variable = self._names.take(layer.name)
            found = call(f"{model}.get_layer", [text(layer.name)], {})
            yield (f"{variable} = ", found)
            if inner is None:
                yield from self._adapt(graph, layer, variable, feeds)
            else:
                given = self._feeds_of(graph, layer, inner, feeds)
                yield from self.statements(inner, variable, given)

    def _has_adapting(self, graph: Graph) -> bool:
        inner = (self._project.graphs.get(x.submodel or "") for x in _layers(graph))
        return any(map(_adapts, _layers(graph))) or any(
            self._has_adapting(g) for g in inner if g is not None
        )

    def _adapt(
        self, graph: Graph, layer: Layer, variable: str, feeds: _Feeds
    ) -> Iterator[Code]:
        arrays: list[Code] = []
        for id in _calls(graph, layer):
            source = next(graph.nodes[id].sources(), None)
            if source is None:  # nothing reaches it yet: a draft
                arrays.append(MISSING)
            elif source not in feeds:
                before = graph.layer_of(source.node)
                is_inner = graph is not self._project.main or not self._has_graph
                if is_inner or len(_calls(graph, before)) > 1:
                    raise CodegenError(
                        f"{layer.name!r} learns from what {before.name!r} makes: give "
                        "it its values in the drawing, or place it behind an Input."
                    )
                output = (call("model.get_layer", [text(before.name)], {}), ".output")
                yield ("part = ", call("keras.Model", ["model.inputs", output], {}))
                arrays.append("part.predict(inputs, verbose=0)")
            else:
                arrays.extend(feeds[source])
        only = arrays[0] if len(arrays) == 1 else None
        if only is None and streams(self._project):
            raise CodegenError(
                f"{layer.name!r} learns from several tensors, which are read from "
                "files: give it its values in the drawing."
            )
        yield call(
            f"{variable}.adapt",
            [only or call("np.concatenate", [sequence(arrays)], {})],
            {},
        )

    def _feeds_of(
        self, graph: Graph, layer: Layer, inner: Graph, feeds: _Feeds
    ) -> _Feeds:
        given: dict[Source, list[Code]] = {}
        for node in inputs_of(inner):
            name = inner.layers[node.layer].name
            calls = _calls(graph, layer)
            found = (graph.nodes[id].inputs.get(name, ()) for id in calls)
            sources = list(chain.from_iterable(found))
            if len(sources) == len(calls) and all(
                source in feeds for source in sources
            ):
                given[Source(node.id)] = [c for s in sources for c in feeds[s]]
        return given


def _layers(graph: Graph) -> list[Layer]:
    """Returns the layers that are part of the model, in the order of their calls."""
    is_needed = needed(graph)
    ids = dict.fromkeys(
        graph.nodes[id].layer for id in sort(graph).nodes if id in is_needed
    )
    return [graph.layers[id] for id in ids]


def _calls(graph: Graph, layer: Layer) -> list[str]:
    """Returns the nodes that call a layer and are part of the model."""
    is_needed = needed(graph)
    return [id for id in graph.calls[layer.id] if id in is_needed]


def _adapts(layer: Layer) -> bool:
    state = _STATE.get(layer.type)
    return state is not None and layer.config.get(state) is None

"""Writes what makes the model, in one of three styles: functions or classes."""

import re
from collections.abc import Iterator, Mapping

from kgraph.codegen.errors import CodegenError
from kgraph.codegen.function import Function, FunctionWriter
from kgraph.codegen.layout import text
from kgraph.codegen.names import MODULE_NAMES, Names
from kgraph.codegen.sequential import sequential_function
from kgraph.codegen.styles import Style
from kgraph.codegen.subclass import ClassWriter, building_function
from kgraph.document.calls import inputs_of, needed, outputs_of, reserved_names
from kgraph.document.chain import Chain, chain
from kgraph.document.graph import Graph
from kgraph.document.names import unique_name
from kgraph.document.project import MAIN, Project


def model_sections(project: Project, style: Style, draft: bool) -> list[Function]:
    """Returns the functions or classes of a project's graphs, `build_model` last.

    Raises:
        CodegenError: If the drawing cannot be written, or not in this style.
    """
    graphs = _graphs(project, draft)
    if style == "subclass":
        return list(_classes(project, graphs, draft))
    reason = chain(project, project.main)
    if style == "sequential" and isinstance(reason, str):
        raise CodegenError(
            f"This model cannot be written as a Sequential: {_begun(reason)} "
            "Choose the functional style."
        )
    names = Names(MODULE_NAMES)
    builders = {g.id: names.take(f"build_{g.name}") for g in graphs if g.id != MAIN}
    return [_function(project, g, builders, style, draft) for g in graphs]


def one_line(name: str) -> str:
    """Returns a name as a docstring can hold it."""
    return re.sub(r"[^\w .,:()+-]+", " ", name).strip()


def ends_in_words(graph: Graph) -> tuple[str, str]:
    """Returns the names of a graph's Inputs, and of its Outputs, as a list in words."""
    inputs, outputs = (
        " and ".join(one_line(graph.layers[n.layer].name) for n in nodes)
        for nodes in (inputs_of(graph), outputs_of(graph))
    )
    return inputs or "...", outputs or "..."


def _function(
    project: Project,
    graph: Graph,
    builders: Mapping[str, str],
    style: Style,
    draft: bool,
) -> Function:
    if graph.id != MAIN:
        says = f"Returns a new submodel {one_line(graph.name)!r}."
        head = [f"def {builders[graph.id]}(name):", f'    """{says}"""']
        name = "name"
    else:
        head = ["def build_model():", '    """Returns the model, not compiled yet."""']
        head += _reserving(project)
        name = text(graph.name)
    if style == "sequential" or graph.is_sequential:
        found = chain(project, graph)
        if isinstance(found, Chain):
            return sequential_function(
                project, graph, found, builders, head, name, draft
            )
    return FunctionWriter(project, graph, builders, draft).write(head, name)


def _reserving(project: Project) -> Iterator[str]:
    """Yields the lines that keep Keras from giving an op the name of a layer."""
    reserved = reserved_names(project)
    if reserved:
        yield "    # Keras names ops from a counter; these names belong to layers."
    for name, times in reserved.items():
        if times > 1:
            yield f"    for _ in range({times}):"
        indent = "        " if times > 1 else "    "
        yield f"{indent}keras.backend.get_uid({text(name)})"


def _classes(project: Project, graphs: list[Graph], draft: bool) -> Iterator[Function]:
    taken: set[str] = set()
    classes: dict[str, str] = {}
    for graph in reversed(graphs):  # the model itself has the first choice
        classes[graph.id] = unique_name(_class_name(graph.name), taken)
        taken.add(classes[graph.id])
    for graph in graphs:
        writer = ClassWriter(project, graph, classes, draft)
        if graph.id != MAIN:
            yield writer.write(f"The submodel {one_line(graph.name)!r}.")
            continue
        inputs, outputs = ends_in_words(graph)
        says = f"Predicts {outputs} from {inputs}."
        yield writer.write(says if len(says) < 80 else "The model.", graph.name)
        yield building_function(graph, classes[graph.id])


def _class_name(name: str) -> str:
    """Returns a name as classes have it: `feature encoder` is `FeatureEncoder`."""
    words = re.findall(r"[^\W_]+", name)
    joined = "".join(word[:1].upper() + word[1:] for word in words)
    taken = {"True", "False", "None", "Path"} | MODULE_NAMES
    if not joined.isidentifier() or joined in taken or joined[:1].islower():
        joined = f"Model{joined}" if f"Model{joined}".isidentifier() else "Model"
    return joined


def _begun(sentence: str) -> str:
    return sentence if sentence[0] in "'\"" else sentence[0].lower() + sentence[1:]


def _graphs(project: Project, draft: bool) -> list[Graph]:
    """Returns the graphs of the model; a submodel stands before who contains it."""
    ordered: dict[str, Graph] = {}
    waiting = [(MAIN, False)]
    entered: set[str] = set()
    while waiting:
        id, is_done = waiting.pop()
        if is_done:
            ordered[id] = project.graphs[id]
        elif id in project.graphs and id not in entered:
            entered.add(id)
            graph = project.graphs[id]
            nodes = graph.nodes if draft else needed(graph)
            inner = [graph.layer_of(node).submodel for node in nodes]
            waiting.append((id, True))
            waiting.extend((i, False) for i in sorted(filter(None, inner)))
    return list(ordered.values())

"""Writes a graph that is a chain as a `keras.Sequential`."""

from collections.abc import Mapping, Sequence

from kgraph.codegen.calls import construction, input_of
from kgraph.codegen.errors import CodegenError
from kgraph.codegen.freezing import freezing
from kgraph.codegen.function import Function, Range
from kgraph.codegen.layout import Code, element, flat, statement
from kgraph.codegen.sections import sections
from kgraph.codegen.values import attempt
from kgraph.document.chain import Chain
from kgraph.document.graph import Graph, Layer
from kgraph.document.project import Project

_ITEM = 12  # columns before a layer in the list


def sequential_function(
    project: Project,
    graph: Graph,
    chain: Chain,
    builders: Mapping[str, str],
    head: Sequence[str],
    name: Code,
    is_draft: bool,
) -> Function:
    """Returns the function that makes the Sequential model of a chain.

    Every layer stands on lines of its own, however short they are.

    Args:
        builders: Graph id to the name of the function that builds it.
        head: The lines down to the first statement.
        name: What the model is named.
        is_draft: Whether `...` may stand for a layer that cannot be written.

    Raises:
        CodegenError: If a layer cannot be written; the text names it.
    """
    opening = "return " if graph.trainable else "model = "
    lines = [*head, f"    {opening}keras.Sequential(", "        ["]
    ranges: dict[str, Range] = {chain.output: (len(lines) - 2, len(lines) - 2)}
    nodes = (chain.input, *chain.nodes)
    before = sections(graph, nodes)
    for id in nodes:
        comments = filter(None, before.get(id, ()))
        lines += [" " * _ITEM + comment.lstrip() for comment in comments]
        first = len(lines)
        code = _layer(graph.layer_of(id), builders, is_draft)
        lines += element(code, _ITEM).split("\n")
        ranges[id] = (first, len(lines) - 1)
    lines += ["        ],", f"        name={flat(name)},", "    )"]
    if not graph.trainable:
        for code in (*freezing(project, graph), "return model"):
            lines += statement(code).split("\n")
    return Function(tuple(lines), ranges, graph.id)


def _layer(layer: Layer, builders: Mapping[str, str], is_draft: bool) -> Code:
    def made() -> Code:
        return (
            input_of(layer) if layer.type == "Input" else construction(layer, builders)
        )

    try:
        return attempt(made, is_draft)
    except CodegenError as error:
        raise CodegenError(f"{layer.name!r}: {error}") from error

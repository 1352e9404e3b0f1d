"""What a node says about itself, as a value: the item that paints it compares two."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from kgraph import catalog
from kgraph.document.analysis import NodeAnalysis, Problem, Severity, Tensor
from kgraph.document.comparing import Kind
from kgraph.document.graph import Graph, Node
from kgraph.document.project import Project
from kgraph.gui.canvas.nodes.ports import Ports, ports_of
from kgraph.gui.quantities import amount

Form = Literal["operation", "input", "output", "submodel", "placeholder"]

SUBMODEL_CATEGORY = "Submodel"


class Fault(Struct, frozen=True):
    """What is wrong with the edge at one port.

    Attributes:
        lines: What was expected there and what was received, a line each.
    """

    severity: Severity
    lines: tuple[str, ...]


class Card(Struct, frozen=True):
    """What is shown of a node.

    Attributes:
        shape: Of its first output, without the batch; empty while it is not known.
        parameters: How many weights its layer has, e.g. `9.25 k`; empty for none.
        tensors: One text per output, with dtype, for the edges that leave it.
        shapes: One text per output, for the edges that leave it.
        calls: How many nodes call its layer.
        severity: Of its worst problem.
        problems: One sentence each.
        faults: What is wrong at the ports that are to blame, by argument and index.
        is_collapsed: Whether no more than the title is shown.
        heat: How much it costs next to the dearest node, from 0 to 1; None while
            nobody wants to know.
        change: What became of it, where two drawings are compared.
        frozen: That its layer does not train, in words; empty where it does.
    """

    type: str
    name: str
    category: str
    form: Form = "operation"
    shape: str = ""
    parameters: str = ""
    tensors: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    calls: int = 1
    severity: Severity | None = None
    problems: tuple[str, ...] = ()
    faults: dict[tuple[str, int], Fault] = {}
    heat: float | None = None
    is_collapsed: bool = False
    change: Kind | None = None
    frozen: str = ""
    ports: Ports = Ports()


def card_of(
    project: Project,
    graph: Graph,
    id: str,
    analysis: NodeAnalysis | None = None,
    problems: Iterable[Problem] = (),
) -> Card:
    """Returns what a node shows."""
    node = graph.nodes[id]
    layer = graph.layers[node.layer]
    problems = tuple(problems)
    type, category, form = _kind(project, layer.type, layer.submodel)
    weights = analysis.trainable + analysis.non_trainable if analysis else 0
    outputs = analysis.outputs if analysis else ()
    return Card(
        type=type,
        name=layer.name,
        category=category,
        form=form,
        shape=_shapes(outputs),
        parameters=amount(weights) if weights else "",
        tensors=tuple(f"{shape_text(t)}  {t.dtype}" for t in outputs),
        shapes=tuple(map(shape_text, outputs)),
        calls=len(graph.calls[layer.id]),
        severity=_worst(problems),
        problems=tuple(p.sentence for p in problems),
        faults=_faults(node, problems),
        is_collapsed=id in graph.collapsed,
        ports=ports_of(project, graph, node, analysis),
    )


def _faults(node: Node, problems: tuple[Problem, ...]) -> dict[tuple[str, int], Fault]:
    """Returns the ports to blame; Keras blames all the tensors of one argument."""
    faults: dict[tuple[str, int], Fault] = {}
    for problem in sorted(problems, key=lambda p: p.severity != "error"):
        if problem.argument is None:
            continue
        count = len(node.inputs.get(problem.argument, ()))
        is_for_all = problem.rule == "keras" and count > 1
        lines = tuple(
            f"{word} {text}"
            for word, text in (
                ("expected", problem.expected),
                ("received", problem.received),
            )
            if text
        )
        for index in range(count) if is_for_all else (problem.index,):
            fault = Fault(problem.severity, lines)
            faults.setdefault((problem.argument, index), fault)
    return faults


def shape_text(tensor: Tensor) -> str:
    """Returns a shape without its batch dimension.

    Example:

    >>> shape_text(Tensor((None, 26, 26, 32)))
    '26 × 26 × 32'
    """
    sample = tensor.shape[1:]
    return " × ".join("?" if n is None else str(n) for n in sample) or "scalar"


def _kind(project: Project, type: str, submodel: str | None) -> tuple[str, str, Form]:
    if submodel is not None:
        if submodel not in project.graphs:
            return type, "", "placeholder"
        return project.graphs[submodel].name, SUBMODEL_CATEGORY, "submodel"
    spec = catalog.load().operation(type)
    if spec is None:
        return type, "", "placeholder"
    forms: dict[str, Form] = {"Input": "input", "Output": "output"}
    return type, spec.category, forms.get(type, "operation")


def _shapes(outputs: tuple[Tensor, ...]) -> str:
    if not outputs:
        return ""
    more = f"  +{len(outputs) - 1}" if len(outputs) > 1 else ""
    return shape_text(outputs[0]) + more


def _worst(problems: tuple[Problem, ...]) -> Severity | None:
    if any(p.severity == "error" for p in problems):
        return "error"
    return "warning" if problems else None

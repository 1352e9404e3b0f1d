"""What came with an imported model, in words, and where a finding stands."""

from kgraph.document.calls import is_placeholder
from kgraph.document.graph import Graph, Layer
from kgraph.document.project import MAIN, Project
from kgraph.document.repeats import find_blocks
from kgraph.document.reports import Finding, Report
from kgraph.document.telling.words import plural

Place = tuple[str, str]

REPEATS = "Ctrl+Alt+R frames them or makes submodels of them"


def came(project: Project) -> list[str]:
    """Returns what a drawing holds, a line each."""
    layers = [la for graph in project.graphs.values() for la in _layers(graph)]
    submodels = len(project.graphs) - 1
    drawn = plural(len(layers), "layer")
    if submodels:
        drawn += f", {plural(submodels, 'submodel')} among them"
    return [f"{drawn}.", _weights(project, layers), *_placeholders(layers)]


def repeating(project: Project) -> str:
    """Returns what can be drawn of the blocks that a drawing repeats; empty if none."""
    count = len(find_blocks(project.main))
    return f"{plural(count, 'block')} repeat: {REPEATS}." if count else ""


def remarks(report: Report) -> tuple[Finding, ...]:
    """Returns what there is to tell beyond how much came, which comes first."""
    first, *others = report.findings or (Finding(""),)
    is_count = first.severity == "note" and not first.where
    return tuple(others) if is_count else report.findings


def place_of(project: Project, where: str) -> Place | None:
    """Returns the graph and the node that a finding is about.

    Args:
        where: A layer's name, or its path through submodels: `encoder/dense`.
    """
    parts = where.split("/")
    graphs = sorted(project.graphs.values(), key=lambda graph: graph.id != MAIN)
    for name in (where, parts[-1], parts[0]):
        for graph in graphs:
            for node in graph.nodes.values():
                if graph.layers[node.layer].name == name:
                    return graph.id, node.id
    return None


def _layers(graph: Graph) -> list[Layer]:
    # As Keras counts: an Input is a layer, an Output only marks what is returned.
    return [layer for layer in graph.layers.values() if layer.type != "Output"]


def _weights(project: Project, layers: list[Layer]) -> str:
    count = sum(bool(layer.weights) for layer in layers)
    if not project.weights or not count:
        return "No trained weights: training begins with new ones."
    return f"Trained weights of {plural(count, 'layer')}."


def _placeholders(layers: list[Layer]) -> list[str]:
    count = sum(is_placeholder(layer) for layer in layers)
    if not count:
        return []
    kept = "kept as they are and saved back" if count > 1 else "kept and saved back"
    what = "layers whose classes are" if count > 1 else "a layer whose class is"
    return [f"{plural(count, 'placeholder')} for {what} not here, {kept} unchanged."]

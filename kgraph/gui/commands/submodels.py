"""Submodels made of a selection, taken apart again, given a drawing of their own."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile

from PySide6.QtWidgets import QWidget

from kgraph.document.analysis import Analysis
from kgraph.document.errors import EditError
from kgraph.document.graph import ENDS, Graph
from kgraph.document.names import base_name
from kgraph.document.order import ancestors, descendants
from kgraph.document.project import Project
from kgraph.document.submodels import detach, inline, make_submodel
from kgraph.gui.canvas import CanvasPanel
from kgraph.gui.document import Document
from kgraph.gui.submodels.naming import ask_name

SHORTEST = 3  # letters that names have to have in common to be a name themselves


class Submodels:
    """Applies to the selected nodes what the menus offer for submodels.

    Args:
        analysis: Returns what is known; new Inputs get their shapes from it.
        window: What questions lie on.
    """

    def __init__(
        self,
        document: Document,
        canvas: CanvasPanel,
        analysis: Callable[[], Analysis],
        window: QWidget,
    ) -> None:
        self._document = document
        self._canvas = canvas
        self._analysis = analysis
        self._window = window

    def make(self) -> None:
        """Makes one submodel of the selected nodes, named by the person."""
        nodes, shown = self._canvas.selected(), self._document.graph_id
        analysis = self._analysis()
        graph = self._document.graph
        try:
            make_submodel(self._document.project, shown, nodes, None, analysis)
        except EditError as error:
            self._canvas.select({*nodes, *between(graph, nodes)})
            self._document.failed.emit(str(error))
            return
        proposal = proposed_name(graph, nodes)
        name = ask_name(self._window, "Make Submodel", proposal)
        if name is None:
            return

        def make(project: Project) -> tuple[Project, Sequence[str]]:
            project, node = make_submodel(project, shown, nodes, name, analysis)
            return project, (node,)

        self._apply(f"Make Submodel {name}", make)

    def inline(self) -> None:
        """Puts what is inside of the selected submodels in their place."""
        nodes, shown = self._chosen("inline"), self._document.graph_id

        def apart(project: Project) -> tuple[Project, Sequence[str]]:
            placed: list[str] = []
            for node in nodes:
                if node in project.graphs[shown].nodes:  # shared ones go together
                    project, new = inline(project, shown, node)
                    placed += new
            return project, placed

        if nodes:
            self._apply("Inline", apart)

    def own_definition(self) -> None:
        """Gives the selected submodels drawings that no other layer has."""
        nodes, shown = (
            self._chosen("give a drawing of its own"),
            self._document.graph_id,
        )

        def part(project: Project) -> tuple[Project, Sequence[str]]:
            for node in nodes:
                project = detach(project, shown, node)
            return project, nodes

        before = self._document.project
        if nodes:
            self._apply("Own Definition", part)
        if nodes and self._document.project is before:
            self._document.failed.emit(
                "No other layer has this drawing: it is its own."
            )

    def _chosen(self, verb: str) -> list[str]:
        """Returns the selected submodels; says what to do if there is none."""
        graph = self._document.graph
        selected = self._canvas.selected()
        nodes = [n for n in selected if graph.layer_of(n).submodel is not None]
        if not nodes:
            self._document.failed.emit(f"Select a submodel to {verb}.")
        return nodes

    def _apply(
        self, label: str, function: Callable[[Project], tuple[Project, Sequence[str]]]
    ) -> None:
        placed = self._document.make(label, function)
        if placed is not None:
            self._canvas.select(placed)
            self._canvas.reveal(placed)


def between(graph: Graph, nodes: Iterable[str]) -> set[str]:
    """Returns the nodes outside of a selection on a path that leaves and returns."""
    nodes = set(nodes)
    return (descendants(graph, nodes) & ancestors(graph, nodes)) - nodes


def proposed_name(graph: Graph, nodes: Iterable[str]) -> str:
    """Returns what a submodel of these nodes may be called.

    That is what the names of their layers begin with or, if they have nothing in
    common, the type that is found most.
    """
    layers = [graph.layer_of(n) for n in nodes]
    layers = [x for x in layers if x.type not in ENDS]
    letters = zip(*(layer.name for layer in layers), strict=False)
    same = takewhile(lambda found: len(set(found)) == 1, letters)
    start = "".join(found[0] for found in same).rstrip("_0123456789")
    if len(layers) > 1 and len(start) >= SHORTEST:
        return f"{start}_block"
    types = Counter(base_name(x.type) for x in layers if x.submodel is None)
    return f"{types.most_common(1)[0][0]}_block" if types else "submodel"

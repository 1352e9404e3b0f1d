"""Opens graphs in tabs, goes down into submodels and up again."""

from PySide6.QtCore import QObject

from kgraph.document import edits
from kgraph.document.nesting import Call, first_called
from kgraph.document.project import MAIN, Project, with_graphs
from kgraph.gui.canvas import CanvasPanel
from kgraph.gui.document import Document
from kgraph.gui.submodels.bar import GraphBar
from kgraph.gui.submodels.naming import ask_name
from kgraph.gui.submodels.opening import (
    Opening,
    Way,
    closed,
    opened,
    surviving,
    way,
)


class OpenGraphs(QObject):
    """Keeps the tabs in step with the document; which is shown, the document says."""

    def __init__(self, document: Document, canvas: CanvasPanel, bar: GraphBar) -> None:
        super().__init__(bar)
        self._document = document
        self._canvas = canvas
        self._bar = bar
        self._opening = Opening()
        self._shown = document.graph_id
        document.graph_shown.connect(self._hear_shown)
        document.changed.connect(self._hear_change)
        document.replaced.connect(self._start_anew)
        bar.chosen.connect(document.show_graph)
        bar.close_wished.connect(self.close)
        bar.rename_wished.connect(self.rename)
        bar.crumb_chosen.connect(self._go_to_step)

    @property
    def way(self) -> Way:
        """The nodes that were opened to reach the graph that is shown."""
        return way(self._opening, self._document.project, self._document.graph_id)

    def open_selected(self) -> None:
        """Shows the submodel that the selected node stands for."""
        submodel = first_called(self._document.graph, self._canvas.selected())
        if submodel is None:
            self._document.failed.emit("Select a submodel to open it.")
        else:
            self._document.show_graph(submodel)

    def go_up(self) -> None:
        """Shows the graph from which this one was opened, with the node selected."""
        if self.way:
            self._go_to(self.way[-1])
        else:
            self._document.show_graph(MAIN)

    def close(self, graph_id: str | None = None) -> None:
        """Closes a tab, or the one that is shown; the main graph's stays."""
        gone = graph_id or self._document.graph_id
        if gone == self._document.graph_id:
            self.go_up()
        self._opening = closed(self._opening, gone)
        self._show()

    def cycle(self, step: int) -> None:
        """Shows the graph of the next tab, or of the one before."""
        tabs = self._opening.tabs
        now = tabs.index(self._document.graph_id)
        self._document.show_graph(tabs[(now + step) % len(tabs)])

    def rename(self, graph_id: str) -> None:
        """Asks for another name of a graph."""
        graph = self._document.project.graphs[graph_id]
        name = ask_name(self._bar, "Rename the Graph", graph.name)
        if name is not None and name != graph.name:
            self._document.edit(
                f"Rename {graph.name} to {name}",
                lambda project: _renamed(project, graph_id, name),
            )

    def _go_to_step(self, number: int) -> None:
        if number < len(self.way):
            self._go_to(self.way[number])

    def _go_to(self, call: Call) -> None:
        self._document.show_graph(call.graph)
        self._canvas.select([call.node])
        self._canvas.reveal([call.node])

    def _hear_shown(self, graph_id: str) -> None:
        above, self._shown = self._shown, graph_id
        selected = self._canvas.views.selected_in(above)
        project = self._document.project
        self._opening = opened(self._opening, project, graph_id, above, selected)
        self._show()

    def _hear_change(self, before: Project, after: Project) -> None:
        self._opening = surviving(self._opening, after)
        self._show()

    def _start_anew(self) -> None:
        self._opening = Opening()
        self._show()

    def _show(self) -> None:
        graphs = self._document.project.graphs
        titles = [(id, graphs[id].name) for id in self._opening.tabs if id in graphs]
        path = [*(call.graph for call in self.way), self._document.graph_id]
        names = [graphs[id].name for id in path]
        self._bar.show_graphs(titles, self._document.graph_id, names)


def _renamed(project: Project, graph_id: str, name: str) -> Project:
    graph = edits.rename_graph(project.graphs[graph_id], name)
    return with_graphs(project, graph)

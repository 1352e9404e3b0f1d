"""Puts the Data panel into the window: what it hears, and what it does there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kgraph.document import augmenting
from kgraph.document.analysis import DATA_READABLE, Analysis
from kgraph.document.binding import Fit, fit
from kgraph.document.edits import Position
from kgraph.gui.canvas.column_drop import ColumnDrop
from kgraph.gui.data.kinds import dropped_data
from kgraph.gui.importing import FileDrop
from kgraph.gui.theme import Theme
from kgraph.messages import Downloading

if TYPE_CHECKING:
    from kgraph.gui.window import MainWindow

UNKNOWN = Fit("refused", "The data is still being read. Try again in a moment.")


class DataWiring(QObject):
    """Connects the panel with the engine's answers, the canvas and the commands."""

    def __init__(self, window: "MainWindow", theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._document = window.document
        self._panel = window.panels.data
        self._canvas = window.panels.canvas
        self.drop = ColumnDrop(self._document, self._canvas, self._judge, theme)
        self.drop.binding_wished.connect(self._bind)
        self.drop.placing_wished.connect(self._place)
        self._panel.placing_wished.connect(self._place_somewhere)
        window.analyst.described.connect(lambda d: self._panel.show_description(d))
        window.analyst.analyzed.connect(self._hear_analysis)
        window.panels.inspector.data_requested.connect(self._open)
        files = FileDrop(window, dropped_data)
        files.dropped.connect(window.filing.open)
        files.data_dropped.connect(self.take)
        window.engine.received.connect(self._hear_event)
        self._panel.permission_given.connect(window.analyst.ask_again)

    def slots(self) -> dict[str, Callable[[], object]]:
        """Returns what the commands about data do, by their names."""
        return {
            "choose_data": self._choose,
            "read_data": self._window.analyst.ask_again,
            "bind_columns": self._ask_for_binding,
            "augment": self._augment,
        }

    def take(self, path: str) -> None:
        """Takes a file or folder that was dropped on the window as the source."""
        self.show()
        self._panel.take(path)

    def show(self) -> None:
        """Brings the panel to the front."""
        dock = self._window.docks.data
        dock.show()
        dock.raise_()

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours."""
        self.drop.set_theme(theme)

    def _open(self) -> None:
        """Shows the data, or what there is to choose from."""
        if self._document.project.data.source is None:
            self._choose()
        else:
            self.show()

    def _choose(self) -> None:
        self.show()
        self._panel.choose()

    def _ask_for_binding(self) -> None:
        self.show()
        self._panel.open_binding_menu()

    def _augment(self) -> None:
        graph = self._document.graph
        inputs = [
            node
            for node in (
                *self._canvas.selected(),
                *(n.id for n in graph.of_type("Input")),
            )
            if augmenting.can_augment(graph, graph.layer_of(node))
        ]
        node = inputs[0] if inputs else ""
        self._document.edit_graph(
            "Add Augmentation", lambda graph: augmenting.augment(graph, node)
        )

    def _judge(self, layer: str, columns: tuple[str, ...]) -> Fit:
        description = self._panel.description
        if description is None:
            return UNKNOWN
        return fit(self._document.project, layer, columns, description)

    def _bind(self, layer: str, columns: tuple[str, ...]) -> None:
        description = self._panel.description
        if description is not None:
            self._panel.sourcing.bind(layer, columns, description)

    def _place(self, type: str, columns: tuple[str, ...], place: Position) -> None:
        description = self._panel.description
        if description is None:
            return
        node = self._panel.sourcing.add(type, columns, description, place)
        if node is not None:
            self._document.show_graph("main")
            self._canvas.select([node])
            self._canvas.reveal([node])

    def _place_somewhere(self, type: str, columns: tuple[str, ...]) -> None:
        self._place(type, columns, self._canvas.free_place())

    def _hear_event(self, event: object) -> None:
        if isinstance(event, Downloading):
            self._panel.show_progress(event.title, event.done, event.total)

    def _hear_analysis(self, analysis: Analysis) -> None:
        problems = (p for p in analysis.problems if p.rule == DATA_READABLE)
        trouble = next((problem.message for problem in problems), "")
        self._panel.show_trouble(trouble)

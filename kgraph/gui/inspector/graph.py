"""The page of a submodel that is shown: its name, and its ports in their order."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kgraph.document import edits
from kgraph.document.calls import inputs_of, outputs_of
from kgraph.document.graph import Graph, Node
from kgraph.document.nesting import calls_to
from kgraph.document.project import MAIN
from kgraph.document.submodels.ordering import move_end
from kgraph.document.telling.words import plural
from kgraph.gui.document import Document
from kgraph.gui.inspector.known import Known
from kgraph.gui.inspector.name_field import NameField
from kgraph.gui.inspector.section import SectionPanel, muted
from kgraph.gui.inspector.trainable import TrainableSwitch
from kgraph.gui.look.icons import icon
from kgraph.gui.theme import Theme


class GraphPanel(QWidget):
    """Shown while a submodel is on the canvas and nothing in it is selected."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self._document = document
        self.name = NameField(document, "Submodel name", edits.rename_graph)
        self._facts = muted()
        self.inputs = EndsPanel("Inputs", document, theme)
        self.outputs = EndsPanel("Outputs", document, theme)
        self.trainable = TrainableSwitch(document)
        self._training = muted(
            "Data and training belong to the whole model, and are set there."
        )
        self.to_main = QPushButton("Show the Model")
        self.to_main.clicked.connect(lambda: document.show_graph(MAIN))
        self._arrange()

    def show_graph(self, known: Known) -> None:
        """Shows the graph that is on the canvas."""
        graph, project = self._document.graph, self._document.project
        self.name.show_name(graph.name)
        calls = calls_to(project, graph.id)
        layers = {(c.graph, project.graphs[c.graph].nodes[c.node].layer) for c in calls}
        facts = [_use(len(calls), len(layers))]
        if (found := known.analysis.graphs.get(graph.id)) is not None:
            total = found.trainable + found.non_trainable
            facts.append(f"{total:,} parameters in each layer." if total else "")
        self._facts.setText("\n".join(filter(None, facts)))
        self.trainable.show_nodes(list(graph.nodes))
        self.inputs.show_ends(graph, inputs_of(graph))
        self.outputs.show_ends(graph, outputs_of(graph))

    def _arrange(self) -> None:
        title = QLabel("Submodel")
        title.setProperty("role", "title")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 8, 12)
        layout.setSpacing(8)
        for widget in (title, self.name, self._facts, self.trainable):
            layout.addWidget(widget)
        layout.addWidget(self.inputs)
        layout.addWidget(self.outputs)
        training = SectionPanel("Training")
        training.add(self._training)
        training.rows.addWidget(self.to_main, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(training)
        layout.addStretch(1)


class EndsPanel(SectionPanel):
    """A row for each Input or Output, with buttons that change their order."""

    def __init__(self, title: str, document: Document, theme: Theme) -> None:
        super().__init__(title)
        self._document = document
        self._theme = theme
        self._shown: list[tuple[str, str]] = []
        self._none = muted("None.")
        self.add(self._none)
        self.lines: list[EndRow] = []

    def show_ends(self, graph: Graph, nodes: Sequence[Node]) -> None:
        """Shows the ends of a graph."""
        ends = [(node.id, graph.layers[node.layer].name) for node in nodes]
        self._none.setVisible(not ends)
        if ends == self._shown:
            return
        self._shown = ends
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [EndRow(name, self._theme) for _, name in ends]
        for number, (line, (node, _)) in enumerate(zip(self.lines, ends, strict=True)):
            line.up.setEnabled(number > 0)
            line.down.setEnabled(number < len(ends) - 1)
            line.up.clicked.connect(lambda *_, node=node: self._move(node, -1))
            line.down.clicked.connect(lambda *_, node=node: self._move(node, 1))
            self.add(line)

    def _move(self, node: str, step: int) -> None:
        name = self._document.graph.layer_of(node).name
        self._document.edit_graph(
            f"Move {name} {'Up' if step < 0 else 'Down'}",
            lambda graph: move_end(graph, node, step),
        )


class EndRow(QWidget):
    """The name of an Input or Output, and two buttons."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.name = QLabel(name, textFormat=Qt.TextFormat.PlainText)
        self.up = _button("up", f"Move {name} up", theme)
        self.down = _button("down", f"Move {name} down", theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.name, 1)
        row.addWidget(self.up)
        row.addWidget(self.down)


def _button(name: str, tip: str, theme: Theme) -> QToolButton:
    button = QToolButton(toolTip=tip)
    button.setAccessibleName(tip)
    button.setProperty("role", "small")
    button.setIcon(icon(name, theme))
    button.setIconSize(QSize(14, 14))
    return button


def _use(calls: int, layers: int) -> str:
    if not calls:
        return "Nothing calls it: it is not a part of the model."
    return f"Called {plural(calls, 'time')} by {plural(layers, 'layer')}."

"""The head of a node's page: its type, its layer's name, what it makes and costs."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kgraph.catalog import OperationSpec
from kgraph.document.analysis import NodeAnalysis, Problem
from kgraph.gui.inspector.section import muted
from kgraph.gui.inspector.words import (
    calls_in_words,
    outputs_in_words,
    weights_in_words,
)
from kgraph.gui.theme import Theme

KERAS = "https://keras.io/search.html?query="


class HeaderPanel(QWidget):
    """Says what a node is; its layer's name can be changed here."""

    renamed = Signal(str)
    independence_requested = Signal()

    def __init__(
        self, title: str, category: str, spec: OperationSpec | None, theme: Theme
    ) -> None:
        super().__init__()
        self._theme = theme
        self._name = ""
        self.name = QLineEdit(objectName="layer name")
        self.name.setAccessibleName("Layer name")
        self.name.setToolTip("The layer's name in Keras, unique within its graph.")
        self.name.editingFinished.connect(lambda: self.renamed.emit(self.name.text()))
        self._error = QLabel(wordWrap=True, objectName="name error")
        self._error.setProperty("role", "error")
        self._facts = muted()
        self._facts.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._shared = muted()
        self._part = QPushButton("Make Independent")
        self._part.setToolTip("Gives this call a layer, and weights, of its own.")
        self._part.clicked.connect(self.independence_requested)
        self._problems = QLabel(wordWrap=True, objectName="problems")
        self._problems.setTextFormat(Qt.TextFormat.RichText)
        self._arrange(self._title(title, category, spec), spec)

    def show_name(self, name: str) -> None:
        """Shows the layer's name; what was typed since it was last shown stays."""
        if name != self._name or not self.name.isModified():
            self._name = name
            self.name.setText(name)
            self._show(self._error, "")

    def show_name_error(self, message: str) -> None:
        """Says why a name cannot be; what was typed stays."""
        self._show(self._error, message)

    def show_facts(
        self, calls: int, analysis: NodeAnalysis | None, problems: tuple[Problem, ...]
    ) -> None:
        """Shows what is known about the node."""
        facts = []
        if analysis is not None and analysis.outputs:
            facts.append(outputs_in_words(analysis))
        if analysis is not None:
            facts.append(weights_in_words(analysis))
        self._show(self._facts, "\n".join(filter(None, facts)))
        self._show(self._shared, calls_in_words(calls) if calls > 1 else "")
        self._part.setVisible(calls > 1)
        self._show(self._problems, "".join(map(self._problem, problems)))

    def _arrange(self, title: QLabel, spec: OperationSpec | None) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(title)
        if spec is not None and spec.summary:
            layout.addWidget(muted(spec.summary))
        layout.addWidget(self.name)
        for widget in (self._error, self._facts, self._problems, self._shared):
            layout.addWidget(widget)
            widget.hide()
        layout.addWidget(self._part, 0, Qt.AlignmentFlag.AlignLeft)
        self._part.hide()

    def _title(self, title: str, category: str, spec: OperationSpec | None) -> QLabel:
        color = self._theme.category(category).name()
        link = ""
        if spec is not None and spec.module.startswith("keras."):
            page = f"{KERAS}{spec.name.rpartition('.')[2]}"
            style = f"color: {self._theme.accent.name()}; text-decoration: none"
            link = f' · <a href="{page}" style="{style}">Keras ↗</a>'
        label = QLabel(
            f'<span style="font-size: large; font-weight: 600">{escape(title)}</span>'
            f'<br><span style="color: {color}">■</span> {escape(category)}{link}'
        )
        label.setOpenExternalLinks(True)
        return label

    def _problem(self, problem: Problem) -> str:
        color = getattr(self._theme, problem.severity).name()
        return (
            f'<p style="color: {color}; margin: 2px 0">{escape(problem.sentence)}</p>'
        )

    def _show(self, label: QLabel, text: str) -> None:
        if label.text() != text:
            label.setText(text)
        label.setVisible(bool(text))

"""The head of a node's page: its type, its layer's name, what it makes and costs."""

from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kgraph.catalog import OperationSpec
from kgraph.document.analysis import NodeAnalysis, Problem
from kgraph.document.repairs import Repair
from kgraph.gui.inspector.name_field import NameField
from kgraph.gui.inspector.section import muted
from kgraph.gui.inspector.words import (
    calls_in_words,
    outputs_in_words,
    weights_in_words,
)
from kgraph.gui.look.glyphs import mark
from kgraph.gui.theme import Theme

KERAS = "https://keras.io/search.html?query="
MARK = QSize(16, 16)


class HeaderPanel(QWidget):
    """Says what a node is; its layer's name can be changed here."""

    independence_requested = Signal()
    repair_requested = Signal(object)
    node_requested = Signal(str)

    def __init__(
        self,
        title: str,
        category: str,
        spec: OperationSpec | None,
        name: NameField,
        theme: Theme,
    ) -> None:
        super().__init__()
        self._theme = theme
        self.name = name
        self.name.setToolTip("The layer's name in Keras, unique within its graph.")
        self._facts = muted()
        self._facts.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._shared = muted()
        self._shared.setTextFormat(Qt.TextFormat.RichText)
        self._shared.linkActivated.connect(self.node_requested)
        self._part = QPushButton("Make Independent")
        self._part.setToolTip("Gives this call a layer, and weights, of its own.")
        self._part.clicked.connect(self.independence_requested)
        self._problems = QLabel(wordWrap=True, objectName="problems")
        self._problems.setTextFormat(Qt.TextFormat.RichText)
        self._problems.linkActivated.connect(self._repair)
        self._repairs: list[Repair] = []
        self._arrange(_title(title), self._kind(category, spec), spec)

    def show_facts(
        self, analysis: NodeAnalysis | None, fates: Sequence[str] = ()
    ) -> None:
        """Shows what the node makes and costs.

        Args:
            fates: What becomes of its layer's trained weights.
        """
        facts = []
        if analysis is not None and analysis.outputs:
            facts.append(outputs_in_words(analysis))
        if analysis is not None:
            facts.append(weights_in_words(analysis))
        facts += fates
        self._show(self._facts, "\n".join(filter(None, facts)))

    def show_problems(self, offers: Mapping[Problem, tuple[Repair, ...]]) -> None:
        """Shows what is wrong with the node, each with its repairs."""
        self._repairs = [repair for repairs in offers.values() for repair in repairs]
        numbers = iter(range(len(self._repairs)))
        parts = [
            self._problem(problem)
            + "".join(self._link(next(numbers), repair.title) for repair in repairs)
            for problem, repairs in offers.items()
        ]
        self._show(self._problems, "".join(parts))

    def show_siblings(self, siblings: Mapping[str, str]) -> None:
        """Shows which other nodes call the same layer.

        Args:
            siblings: What each is called, by the node's id; empty for none.
        """
        links = ", ".join(
            f'<a href="{node}" style="{self._link_style}">{escape(text)}</a>'
            for node, text in siblings.items()
        )
        words = calls_in_words(len(siblings) + 1)
        self._show(self._shared, f"{words}<br>Shared with {links}." if links else "")
        self._part.setVisible(bool(siblings))

    def _arrange(
        self, title: QLabel, kind: QHBoxLayout, spec: OperationSpec | None
    ) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(title)
        layout.addLayout(kind)
        if spec is not None and spec.summary:
            layout.addWidget(muted(spec.summary))
        layout.addWidget(self.name)
        for widget in (self._facts, self._problems, self._shared):
            layout.addWidget(widget)
            widget.hide()
        layout.addWidget(self._part, 0, Qt.AlignmentFlag.AlignLeft)
        self._part.hide()

    def _kind(self, category: str, spec: OperationSpec | None) -> QHBoxLayout:
        """Returns the category, marked as on the canvas, and the way to its manual."""
        link = ""
        if spec is not None and spec.module.startswith("keras."):
            page = f"{KERAS}{spec.name.rpartition('.')[2]}"
            link = f' · <a href="{page}" style="{self._link_style}">Keras ↗</a>'
        picture, words = QLabel(), QLabel(f"{escape(category)}{link}")
        drawn = mark(category, self._theme.category(category))
        picture.setPixmap(drawn.pixmap(MARK, self.devicePixelRatioF()))
        words.setOpenExternalLinks(True)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(picture)
        row.addWidget(words, 1)
        return row

    @property
    def _link_style(self) -> str:
        return f"color: {self._theme.accent.name()}; text-decoration: none"

    def _link(self, number: int, title: str) -> str:
        link = f'<a href="{number}" style="{self._link_style}">{escape(title)}</a>'
        return f'<p style="margin: 2px 0 2px 12px">→ {link}</p>'

    def _repair(self, number: str) -> None:
        repair = self._repairs[int(number)]
        # The label is filled anew when the drawing changes: not inside its own signal.
        QTimer.singleShot(0, self, lambda: self.repair_requested.emit(repair))

    def _problem(self, problem: Problem) -> str:
        color = getattr(self._theme, problem.severity).name()
        return (
            f'<p style="color: {color}; margin: 2px 0">{escape(problem.sentence)}</p>'
        )

    def _show(self, label: QLabel, text: str) -> None:
        if label.text() != text:
            label.setText(text)
        label.setVisible(bool(text))


def _title(text: str) -> QLabel:
    return QLabel(
        f'<span style="font-size: large; font-weight: 600">{escape(text)}</span>'
    )

"""One column told in numbers: what it holds, its range, its classes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from kgraph.document.columns import Column
from kgraph.document.looks import ColumnSummary
from kgraph.gui.data.pages.bars import BarsView
from kgraph.gui.data.words import kind_in_words, numbers_in_words
from kgraph.gui.look.labels import label
from kgraph.gui.theme import Theme


class ColumnView(QScrollArea):
    """Shows what is known of one column."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title = label("", "title")
        self.facts = label("", "muted")
        self.bars = BarsView(theme)
        ground = QWidget(objectName="inspector_ground")
        layout = QVBoxLayout(ground)
        layout.setContentsMargins(12, 6, 10, 8)
        layout.setSpacing(6)
        for widget in (self.title, self.facts, self.bars):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.setWidget(ground)

    def show_column(
        self,
        column: Column | None,
        summary: ColumnSummary | None,
        samples: int = 0,
        refused: str = "",
    ) -> None:
        """Shows a column.

        Args:
            summary: Its numbers; None while they are being counted.
            samples: How many the source has.
            refused: Why they cannot be counted.
        """
        self.title.setText(f"{column.name}: {kind_in_words(column)}" if column else "")
        self.bars.show_column(summary)
        if column is None:
            text = ""
        elif refused:
            text = refused
        elif summary is None:
            text = "Being counted…"
        else:
            text = numbers_in_words(summary, samples)
        self.facts.setText(text)

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours."""
        self.bars.set_theme(theme)

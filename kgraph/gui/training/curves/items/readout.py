"""The values of all curves where the mouse is."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from kgraph.gui.theme import Theme

APART = 12  # pixels from the line at the mouse


class Row(NamedTuple):
    """A curve and its value.

    Attributes:
        batch: The value by batch, empty if there is none.
    """

    color: QColor
    is_ring: bool
    name: str
    value: str
    batch: str = ""


class Readout(QLabel):
    """A small table beside the mouse, in nobody's way."""

    def __init__(self, plot: QWidget) -> None:
        super().__init__(plot, visible=False)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.RichText)
        self._plot = plot
        self._muted = ""

    def set_theme(self, theme: Theme) -> None:
        """Colours it anew."""
        ground = QColor(theme.raised)
        red, green, blue, _ = ground.getRgb()
        self._muted = theme.muted.name()
        self.setStyleSheet(
            f"QLabel {{ background: rgba({red}, {green}, {blue}, 225); padding: 4px;"
            f" color: {theme.text.name()}; border-radius: 5px; font-size: 11px;"
            f" border: 1px solid {theme.border.name()}; }}"
        )

    def tell(
        self, place: str, rows: Sequence[Row], events: Sequence[str], x: float
    ) -> None:
        """Shows values.

        Args:
            place: Where the mouse is, in words.
            events: What happened there.
            x: Of the mouse, in pixels of the plot.
        """
        notes = "".join(f"<div>⚑ {escape(text)}</div>" for text in events)
        table = "".join(_line(row, self._muted) for row in rows)
        head = f'<div style="color: {self._muted}">{place}</div>'
        self.setText(f'{head}{notes}<table cellspacing="0">{table}</table>')
        self.adjustSize()
        room = self._plot.width()
        is_left = x + APART + self.width() > room
        at = x - APART - self.width() if is_left else x + APART
        self.move(max(int(at), 0), 4)
        self.show()
        self.raise_()


def _line(row: Row, muted: str) -> str:
    spot = "○" if row.is_ring else "●"
    batch = f"batch {row.batch}" if row.batch else ""
    return (
        f'<tr><td style="color: {row.color.name()}">{spot}&nbsp;</td>'
        f"<td>{escape(row.name)}&nbsp;&nbsp;</td>"
        f'<td align="right"><b>{row.value}</b></td>'
        f'<td style="color: {muted}">&nbsp;&nbsp;{batch}</td></tr>'
    )

"""The name of a parameter beside its editor, and what it says on hovering."""

from html import escape

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kgraph.catalog import ParameterSpec
from kgraph.gui.theme import Theme

DOT = 3.0  # radius of the mark of what is not the default, in pixels
INDENT = 11
GAP = 6  # to the editor


class ParameterLabel(QWidget):
    """A name, elided; bold and with a dot where the value is not the default."""

    def __init__(self, parameter: ParameterSpec, theme: Theme) -> None:
        super().__init__()
        self._text = parameter.name
        self._theme = theme
        self._is_changed = False
        self._is_missing = False
        self.setToolTip(tooltip(parameter))
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Ignored, policy.Fixed)

    @property
    def is_changed(self) -> bool:
        """Whether it is marked as not the default."""
        return self._is_changed

    def mark(self, *, is_changed: bool, is_missing: bool) -> None:
        """Marks what is not the default, or is required and missing."""
        if (is_changed, is_missing) == (self._is_changed, self._is_missing):
            return
        self._is_changed, self._is_missing = is_changed, is_missing
        self.update()

    def sizeHint(self) -> QSize:
        """Asks for as much as the name needs."""
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(self._text) + INDENT + GAP
        return QSize(width, metrics.height() + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the mark and the name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        color = theme.error if self._is_missing else theme.accent
        if self._is_changed or self._is_missing:
            painter.setBrush(color)
            painter.setPen(Qt.PenStyle.NoPen)
            middle = QPointF(DOT, self.height() / 2)
            painter.drawEllipse(middle, DOT, DOT)
        font = self.font()
        font.setBold(self._is_changed)
        painter.setFont(font)
        painter.setPen(theme.text if self.isEnabled() else theme.muted)
        room = self.rect().adjusted(INDENT, 0, -GAP, 0)
        elide = Qt.TextElideMode.ElideMiddle
        text = painter.fontMetrics().elidedText(self._text, elide, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)


def tooltip(parameter: ParameterSpec) -> str:
    """Returns what a parameter is, what it may be and what it is by default."""
    kind = parameter.kind + (" or None" if parameter.nullable else "")
    usual = "required" if parameter.required else f"default {parameter.default!r}"
    head = f"<b>{escape(parameter.name)}</b> · {kind} · {escape(usual)}"
    return f"<p>{head}</p><p>{escape(parameter.documentation)}</p>"

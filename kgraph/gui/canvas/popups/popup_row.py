"""A row of a popup, as a value, and what paints it."""

from typing import Any

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kgraph.gui.canvas.style import mixed
from kgraph.gui.theme import Theme

HEIGHT = 26
ICON = 16
GAP = 8
RADIUS = 4
SHARE = 0.6  # of a colour that is left on the ground of what is selected

ROW = Qt.ItemDataRole.UserRole


class Row(Struct, frozen=True):
    """One answer that a popup offers.

    Attributes:
        key: What it stands for, to whoever asked.
        detail: What belongs to the title, less loud.
        note: What the person should know, and may leave as it is.
        problem: Why it cannot be chosen; empty if it can.
        hint: What the popup says below the field while the row is the current one.
    """

    key: Any
    title: str
    category: str = ""
    detail: str = ""
    note: str = ""
    problem: str = ""
    tip: str = ""
    hint: str = ""


class RowDelegate(QStyledItemDelegate):
    """Paints an icon, the title, and the rest as far as there is room."""

    theme: Theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Returns the same for all."""
        return QSize(0, HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paints one row."""
        row, area = index.data(ROW), QRect(option.rect)
        painter.save()
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_current:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.selection)
            painter.drawRoundedRect(area, RADIUS, RADIUS)
        area.adjust(GAP, 0, -GAP, 0)
        icon: QIcon = index.data(Qt.ItemDataRole.DecorationRole)
        if icon is not None:
            top = area.top() + (area.height() - ICON) // 2
            icon.paint(painter, QRect(area.left(), top, ICON, ICON))
        area.setLeft(area.left() + ICON + GAP)
        painter.setFont(option.font)
        metrics = QFontMetrics(option.font)
        for text, color in parts(row, self.theme, is_current):
            if text and area.width() > ICON:
                self._write_part(painter, metrics, text, color, area)
        painter.restore()

    def _write_part(
        self,
        painter: QPainter,
        metrics: QFontMetrics,
        text: str,
        color: QColor,
        area: QRect,
    ) -> None:
        """Writes what fits, and moves the area's left side behind it."""
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.setPen(color)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)
        area.setLeft(area.left() + metrics.horizontalAdvance(shown) + GAP)


def parts(row: Row, theme: Theme, is_current: bool) -> list[tuple[str, QColor]]:
    """Returns the texts of a row and their colours, legible on its ground.

    Args:
        is_current: Whether it stands on the ground of what is selected.
    """
    colors = [
        theme.muted if row.problem else theme.text,
        theme.muted,
        theme.warning,
        theme.error,
    ]
    if is_current:
        colors = [mixed(color, theme.text, SHARE) for color in colors]
    texts = (row.title, row.detail, row.note, row.problem)
    return list(zip(texts, colors, strict=True))

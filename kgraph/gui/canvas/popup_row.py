"""A row of a popup, as a value, and what paints it."""

from typing import Any

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kgraph.gui.theme import Theme

HEIGHT = 26
ICON = 16
GAP = 8
RADIUS = 4

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
        if option.state & QStyle.StateFlag.State_Selected:
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
        self._write(painter, row, area, option.font)
        painter.restore()

    def _write(self, painter: QPainter, row: Row, area: QRect, font: QFont) -> None:
        theme = self.theme
        title = theme.muted if row.problem else theme.text
        parts: list[tuple[str, QColor]] = [
            (row.title, title),
            (row.detail, theme.muted),
            (row.note, theme.warning),
            (row.problem, theme.error),
        ]
        painter.setFont(font)
        metrics = QFontMetrics(font)
        for text, color in parts:
            if text and area.width() > ICON:
                self._write_part(painter, metrics, text, color, area)

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

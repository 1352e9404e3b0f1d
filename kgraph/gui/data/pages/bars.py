"""Bars: how many samples each class has, or how numbers are spread."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kgraph.document.looks import Bar, ColumnSummary
from kgraph.gui.look.tips import plain_tip
from kgraph.gui.theme import Theme

ROW = 20
HEIGHT = 96
LABELS = 0.42  # of the width, at most


class BarsView(QWidget):
    """Paints classes as rows with their counts, or a histogram."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bars: tuple[Bar, ...] = ()
        self._is_of_classes = False
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Fixed)
        self.setMinimumWidth(90)
        self.setAccessibleName("How often each value occurs")

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._bars

    def show_column(self, summary: ColumnSummary | None) -> None:
        """Shows how a column's values are spread; nothing for None."""
        self._bars = summary.bars if summary else ()
        self._is_of_classes = bool(summary and summary.classes)
        words = (f"{bar.label}: {bar.count:,}" for bar in self._bars)
        self.setAccessibleDescription("; ".join(words))
        self.setVisible(bool(self._bars))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Returns a row for each class, or the height of a histogram."""
        height = ROW * len(self._bars) if self._is_of_classes else HEIGHT
        return QSize(200, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._is_of_classes:
            self._paint_classes(painter)
        else:
            self._paint_histogram(painter)

    def event(self, event: QEvent) -> bool:
        """Says what the bar under the mouse stands for."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            bar = self.bar_at(QPointF(event.pos()))
            text = f"{bar.label}: {bar.count:,}" if bar else ""
            QToolTip.showText(event.globalPos(), plain_tip(text), self)
            return True
        return super().event(event)

    def bar_at(self, point: QPointF) -> Bar | None:
        """Returns the bar at a point, whichever way the bars run."""
        if self._is_of_classes:
            number = int(point.y() // ROW)
        else:
            number = int(point.x() / max(self.width(), 1) * len(self._bars))
        return self._bars[number] if 0 <= number < len(self._bars) else None

    @property
    def _most(self) -> int:
        return max((bar.count for bar in self._bars), default=0) or 1

    def _paint_classes(self, painter: QPainter) -> None:
        metrics = self.fontMetrics()
        width = max((metrics.horizontalAdvance(b.label) for b in self._bars), default=0)
        left = min(width + 10, self.width() * LABELS)
        counts = metrics.horizontalAdvance(f"{self._most:,}") + 10
        room = max(self.width() - left - counts, 8.0)
        for row, bar in enumerate(self._bars):
            top = row * ROW
            label = metrics.elidedText(
                bar.label, Qt.TextElideMode.ElideRight, int(left) - 8
            )
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.setPen(self._theme.text)
            painter.drawText(QRectF(0, top, left, ROW), middle, label)
            length = room * bar.count / self._most
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.accent)
            painter.drawRoundedRect(QRectF(left, top + 5, length, ROW - 10), 2, 2)
            painter.setPen(self._theme.muted)
            place = QRectF(left + length + 6, top, counts, ROW)
            painter.drawText(place, middle, f"{bar.count:,}")

    def _paint_histogram(self, painter: QPainter) -> None:
        step = self.width() / max(len(self._bars), 1)
        floor = self.height() - 1.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.accent)
        for number, bar in enumerate(self._bars):
            height = (floor - 4) * bar.count / self._most
            if bar.count:
                height = max(height, 1.5)
            area = QRectF(number * step, floor - height, max(step - 1, 1), height)
            painter.drawRect(area)
        painter.fillRect(QRectF(0, floor, self.width(), 1), self._theme.border)

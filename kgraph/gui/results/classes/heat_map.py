"""A confusion matrix as a heat map: a row for each class, what it was taken for."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kgraph.document.evaluation import Confusion
from kgraph.document.telling.words import plural
from kgraph.gui.theme import Theme

LABEL = 110.0  # pixels that the name of a class may take
LEAST = 15.0  # pixels of a cell that has room for a number
MOST = 64.0
GAP = 6.0
MOVES = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class HeatMap(QWidget):
    """Paints a confusion matrix; a cell that is clicked is asked about."""

    chosen = Signal(int, int)
    """Row and column of a cell."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._confusion = Confusion((), ())
        self._current: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Confusion matrix")
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Expanding)
        self.setMinimumSize(160, 120)

    def show_confusion(self, confusion: Confusion | None) -> None:
        """Shows a matrix; nothing for None."""
        self._confusion = confusion or Confusion((), ())
        self._current = None
        told = [
            self.in_words(row, column)
            for row, counts in enumerate(self._confusion.counts)
            for column, count in enumerate(counts)
            if count and row != column
        ]
        self.setAccessibleDescription(" ".join(told[:50]))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Returns a size in which every cell has room for its number."""
        side = int(LABEL + 30 * len(self._confusion.classes))
        return QSize(max(side, 260), max(side, 200))

    def in_words(self, row: int, column: int) -> str:
        """Returns what a cell says."""
        classes, counts = self._confusion.classes, self._confusion.counts
        count, all_of_class = counts[row][column], sum(counts[row])
        taken = "rightly taken" if row == column else "taken"
        share = f" ({count / all_of_class:.0%})" if all_of_class else ""
        return (
            f"{classes[row]} {taken} for {classes[column]}: {count:,} of "
            f"{all_of_class:,}{share}."
        )

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """Returns the row and the column of the cell at a point."""
        corner, side = self._corner(), self._side()
        column, row = (point - corner).x() // side, (point - corner).y() // side
        count = len(self._confusion.classes)
        is_inside = 0 <= row < count and 0 <= column < count
        return (int(row), int(column)) if is_inside else None

    def place_of(self, row: int, column: int) -> QRectF:
        """Returns where a cell is."""
        side = self._side()
        place = self._corner() + QPointF(column * side, row * side)
        return QRectF(place.x(), place.y(), side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the matrix."""
        painter = QPainter(self)
        for row, counts in enumerate(self._confusion.counts):
            most = max(sum(counts), 1)
            for column, count in enumerate(counts):
                self._paint_cell(painter, row, column, count, count / most)
        self._paint_names(painter)
        if self._current is not None:
            painter.setPen(QPen(self._theme.text, 2.0))
            painter.drawRect(self.place_of(*self._current).adjusted(1, 1, -2, -2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Asks about a cell."""
        cell = self.cell_at(event.position())
        if cell is not None:
            self._current = cell
            self.update()
            self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walks over the cells; Enter asks about one."""
        move = MOVES.get(Qt.Key(event.key()))
        last = len(self._confusion.classes) - 1
        if last < 0:
            super().keyPressEvent(event)
        elif move is not None:
            row, column = self._current or (0, 0)
            row, column = row + move[0], column + move[1]
            self._current = min(max(row, 0), last), min(max(column, 0), last)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Says what the cell under the mouse means."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell_at(QPointF(event.pos()))
            QToolTip.showText(
                event.globalPos(), self.in_words(*cell) if cell else "", self
            )
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Says by the cursor that there is something to click."""
        has_samples = self._has_samples(self.cell_at(event.position()))
        shapes = Qt.CursorShape
        self.setCursor(shapes.PointingHandCursor if has_samples else shapes.ArrowCursor)

    def _ask(self) -> None:
        if self._current is not None and self._has_samples(self._current):
            self.chosen.emit(*self._current)

    def _has_samples(self, cell: tuple[int, int] | None) -> bool:
        return any((c.truth, c.predicted) == cell for c in self._confusion.cells)

    def _corner(self) -> QPointF:
        return QPointF(self._label_width() + GAP, 2 * self._line() + GAP)

    def _line(self) -> float:
        return QFontMetricsF(self.font()).height()

    def _label_width(self) -> float:
        metrics = QFontMetricsF(self.font())
        widths = [metrics.horizontalAdvance(name) for name in self._confusion.classes]
        return min(max(widths, default=0.0), LABEL) + self._line() + GAP

    def _side(self) -> float:
        count = max(len(self._confusion.classes), 1)
        room = min(
            self.width() - self._label_width() - 2 * GAP,
            self.height() - 2 * self._line() - 2 * GAP,
        )
        return max(min(room / count, MOST), 2.0)

    def _paint_cell(
        self, painter: QPainter, row: int, column: int, count: int, share: float
    ) -> None:
        theme = self._theme
        hue = theme.accent if row == column else theme.error
        # A single mistake is seen, too.
        strength = 0.18 + 0.82 * share if count else 0.0
        color = _mixed(theme.surface, hue, strength)
        place = self.place_of(row, column)
        side = place.width()
        inset = 0.5 if side > 6 else 0.0
        ground = color if count else theme.raised
        painter.fillRect(place.adjusted(inset, inset, -inset, -inset), ground)
        if count and side >= LEAST:
            is_strong = strength > 0.55
            painter.setPen(theme.on_color if is_strong else theme.text)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, _short(count))

    def _paint_names(self, painter: QPainter) -> None:
        metrics, side, corner = QFontMetricsF(self.font()), self._side(), self._corner()
        flags, line = Qt.AlignmentFlag, self._line()
        painter.setPen(self._theme.muted)
        names = self._confusion.classes
        every = max(1, -(-int(line) // max(int(side), 1)))
        for number, name in enumerate(names[::every]):
            at = number * every * side
            width = self._label_width() - line - GAP
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, width)
            row = QRectF(line + GAP, corner.y() + at, width, max(side, line))
            painter.drawText(row, flags.AlignRight | flags.AlignVCenter, text)
            above = metrics.elidedText(name, Qt.TextElideMode.ElideRight, side - 2)
            if side >= LEAST:
                column = QRectF(corner.x() + at, line, side, line)
                painter.drawText(column, flags.AlignCenter, above)
        if names:
            length = side * len(names)
            top = QRectF(corner.x(), 0, max(length, 90.0), line)
            painter.drawText(top, flags.AlignLeft, "predicted →")
            painter.save()
            painter.translate(0, corner.y() + max(length, 50.0))
            painter.rotate(-90)
            is_ = QRectF(0, 0, max(length, 50.0), line)
            painter.drawText(is_, flags.AlignRight, "← is")
            painter.restore()


def cell_title(confusion: Confusion, row: int, column: int) -> str:
    """Returns what the samples of a cell are, as a title."""
    count = confusion.counts[row][column]
    truth, predicted = confusion.classes[row], confusion.classes[column]
    if row == column:
        return f"{truth}, rightly predicted: {plural(count, 'sample')}"
    return f"{truth}, taken for {predicted}: {plural(count, 'sample')}"


def _mixed(ground: QColor, color: QColor, share: float) -> QColor:
    pairs = zip(ground.getRgbF()[:3], color.getRgbF()[:3], strict=True)
    return QColor.fromRgbF(*(a + (b - a) * share for a, b in pairs))


def _short(count: int) -> str:
    return f"{count}" if count < 10_000 else f"{count / 1000:.0f}k"

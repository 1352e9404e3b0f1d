"""Widgets in rows that break where the room ends, as words do."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """A layout whose height follows from its width.

    Args:
        apart: Pixels between widgets, and between rows.
    """

    def __init__(self, parent: QWidget, apart: int) -> None:
        super().__init__(parent)
        self._apart = apart
        self._parts: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Takes an item; called by `addWidget`."""
        self._parts.append(item)

    def count(self) -> int:
        """Returns how many items there are."""
        return len(self._parts)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Returns an item, None behind the last."""
        return self._parts[index] if 0 <= index < len(self._parts) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Lets go of an item."""
        return self._parts.pop(index) if 0 <= index < len(self._parts) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Returns none: it takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Whether less width means more rows: yes."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Returns what all rows need."""
        return self._place(QRect(0, 0, width, 0), is_trial=True)

    def setGeometry(self, area: QRect) -> None:
        """Puts the widgets where they belong."""
        super().setGeometry(area)
        self._place(area, is_trial=False)

    def sizeHint(self) -> QSize:
        """Returns the size of the largest widget; the rest finds room in rows."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Returns the size of the largest widget."""
        size = QSize()
        for part in self._parts:
            size = size.expandedTo(part.minimumSize())
        return size

    def _place(self, area: QRect, *, is_trial: bool) -> int:
        x, y = area.x(), area.y()
        high = max((part.sizeHint().height() for part in self._parts), default=0)
        for part in self._parts:
            if part.isEmpty():  # a widget that is hidden
                continue
            wide = part.sizeHint().width()
            if x > area.x() and x + wide > area.x() + area.width():
                x, y = area.x(), y + high + self._apart
            if not is_trial:
                part.setGeometry(QRect(x, y, wide, high))
            x += wide + self._apart
        return y + high - area.y()


def count_rows(widths: Sequence[int], room: int, apart: int) -> int:
    """Returns how many rows a flow of such widths takes.

    Example:

    >>> count_rows([40, 40, 40], 90, 2)
    2
    """
    rows, x = 1, 0
    for wide in widths:
        if x and x + wide > room:
            rows, x = rows + 1, 0
        x += wide + apart
    return rows

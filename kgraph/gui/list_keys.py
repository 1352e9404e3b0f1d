"""The keys of a field that walk the list below it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Tab: 1,
    Qt.Key.Key_Backtab: -1,
}
PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class ListKeys(QObject):
    """Lets arrows, Tab and pages move through a list while a person types.

    Args:
        page: How many rows are seen at once.
    """

    entered = Signal()
    """The current row is meant."""

    given_up = Signal()
    """None is."""

    focus_lost = Signal()

    def __init__(self, field: QLineEdit, view: QAbstractItemView, page: int) -> None:
        super().__init__(field)
        self._view = view
        self._page = page
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps from the field what is for the list."""
        if event.type() == QEvent.Type.FocusOut:
            self.focus_lost.emit()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(Qt.Key(event.key()))
        return False

    def _press(self, key: Qt.Key) -> bool:
        count = self._view.model().rowCount()
        row = self._view.currentIndex().row()
        if key in STEPS:
            self._go_to((row + STEPS[key]) % max(count, 1))
        elif key in PAGES:
            self._go_to(max(0, min(row + PAGES[key] * self._page, count - 1)))
        elif key in ENTER:
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            return False
        return True

    def _go_to(self, row: int) -> None:
        self._view.setCurrentIndex(self._view.model().index(row, 0))

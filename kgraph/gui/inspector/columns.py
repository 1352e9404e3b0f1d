"""The columns of the data, to be checked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kgraph.document.columns import Column

MOST_ROWS = 8
MANY = 4  # from here on one does not want to check each


class ColumnsEditor(QWidget):
    """A list with a check box for each column."""

    chosen = Signal(object)
    """Names of the columns that the person wants, in the data's order."""

    def __init__(self) -> None:
        super().__init__()
        self._is_showing = False
        self._columns: tuple[Column, ...] = ()
        self._free: Sequence[str] = ()
        self.list = QListWidget(objectName="columns")
        self.list.setAccessibleName("Columns")
        self.list.itemChanged.connect(self._hear_check)
        self.all = QPushButton("Check All")
        self.all.setToolTip("All numbers and categories that are bound nowhere else.")
        self.all.clicked.connect(lambda: self.chosen.emit(tuple(self._free)))
        self.none = QPushButton("Check None")
        self.none.clicked.connect(lambda: self.chosen.emit(()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self.list)
        buttons = QHBoxLayout()
        buttons.addWidget(self.all)
        buttons.addWidget(self.none)
        layout.addLayout(buttons)

    def show_columns(
        self, columns: tuple[Column, ...], chosen: Sequence[str], taken: set[str]
    ) -> None:
        """Shows which columns there are and which are checked.

        Args:
            taken: Names of columns that are bound elsewhere.
        """
        self._is_showing = True
        if columns != self._columns:
            self._columns = columns
            self.list.clear()
            for column in columns:
                self.list.addItem(_item(column))
        state = Qt.CheckState
        for item in self._items():
            is_on = item.text() in chosen
            item.setCheckState(state.Checked if is_on else state.Unchecked)
        self._is_showing = False
        QTimer.singleShot(0, self, lambda: self._show_first(chosen))  # once it has room
        self._free = [
            c.name for c in columns if c.name not in taken and c.dtype != "string"
        ]
        self.setVisible(bool(columns))
        for button in (self.all, self.none):
            button.setVisible(len(columns) > MANY)
        height = self.list.fontMetrics().height() + 6
        self.list.setFixedHeight(height * min(len(columns), MOST_ROWS) + 8)

    def _show_first(self, chosen: Sequence[str]) -> None:
        """Scrolls to the first that is checked, unless the person is at work."""
        first = next((i for i in self._items() if i.text() in chosen), None)
        if first is not None and not self.list.hasFocus():
            self.list.scrollToItem(first)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _hear_check(self, _: QListWidgetItem) -> None:
        if not self._is_showing:
            checked = Qt.CheckState.Checked
            items = (i for i in self._items() if i.checkState() == checked)
            self.chosen.emit(tuple(item.text() for item in items))


def _item(column: Column) -> QListWidgetItem:
    item = QListWidgetItem(column.name)
    flag = Qt.ItemFlag
    item.setFlags(flag.ItemIsUserCheckable | flag.ItemIsEnabled)
    item.setCheckState(Qt.CheckState.Unchecked)
    item.setToolTip(f"{column.name}: {_in_words(column)}")
    return item


def _in_words(column: Column) -> str:
    parts = [str(column.shape)] if column.shape else []
    if column.is_categorical:
        some = ", ".join(column.categories[:8])
        parts.append(f"{len(column.categories)} categories: {some}")
    elif column.minimum is not None and column.maximum is not None:
        parts.append(f"{column.minimum:g} to {column.maximum:g}")
    return " ".join((*parts, column.dtype))

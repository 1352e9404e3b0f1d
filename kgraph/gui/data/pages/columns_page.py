"""The columns of the data: what they hold, and where they are dragged from."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QTreeWidgetItem

from kgraph.document.columns import Column, DataDescription
from kgraph.document.looks import ColumnSummary
from kgraph.document.project import Project
from kgraph.gui.data.asking import Asking
from kgraph.gui.data.pages.column_view import ColumnView
from kgraph.gui.data.pages.columns_tree import GOES_TO, MISSING, NAME, ColumnsTree
from kgraph.gui.data.words import kind_in_words, range_in_words
from kgraph.gui.look.tips import plain_tip
from kgraph.gui.theme import Theme
from kgraph.messages import Summarized

NARROW = 440  # pixels in which the current column has no room beside the list
COUNTED = 200  # columns that are counted before somebody looks at them


class ColumnsPage(QSplitter):
    """A list of the columns, and the current one told in numbers.

    Numbers are asked for one column at a time, the current one first, and only while
    somebody looks.
    """

    def __init__(self, asking: Asking, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._asking = asking
        self._description: DataDescription | None = None
        self._known: dict[str, ColumnSummary] = {}
        self._refused: dict[str, str] = {}
        self._asked = ""  # the column whose numbers are waited for
        self._items: dict[str, QTreeWidgetItem] = {}
        self.tree = ColumnsTree()
        self.view = ColumnView(theme)
        self.addWidget(self.tree)
        self.addWidget(self.view)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.setChildrenCollapsible(False)
        self.tree.currentItemChanged.connect(lambda *_: self._show_current())

    def show_data(self, description: DataDescription | None, project: Project) -> None:
        """Shows the columns of a source, and which Inputs and Outputs they go to."""
        if description is not self._description:
            self._description = description
            self._known, self._refused, self._asked = {}, {}, ""
            self._fill()
        self._show_ends(project)

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours."""
        self.view.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the list all the room where there is not enough for both."""
        super().resizeEvent(event)
        self.view.setVisible(self.width() >= NARROW)

    def showEvent(self, event: QShowEvent) -> None:
        """Asks for what has not been asked for yet."""
        super().showEvent(event)
        self._ask_next()

    def _columns(self) -> tuple[Column, ...]:
        return self._description.columns if self._description else ()

    def _fill(self) -> None:
        self.tree.clear()
        self._items = {column.name: _item(column) for column in self._columns()}
        self.tree.addTopLevelItems(list(self._items.values()))
        self.tree.fit()
        first = next(iter(self._items.values()), None)
        if first is not None:
            self.tree.setCurrentItem(first)
        self._show_current()

    def _show_ends(self, project: Project) -> None:
        goes_to: dict[str, list[str]] = {}
        for layer, binding in project.data.bindings.items():
            known = project.main.layers.get(layer)
            for column in binding.columns if known else ():
                goes_to.setdefault(column, []).append(known.name if known else "")
        for name, item in self._items.items():
            item.setText(GOES_TO, ", ".join(goes_to.get(name, ())))

    def _current(self) -> Column | None:
        item = self.tree.currentItem()
        name = item.data(0, NAME) if item else None
        return next((c for c in self._columns() if c.name == name), None)

    def _show_current(self) -> None:
        column = self._current()
        name = column.name if column else ""
        refused = self._refused.get(name, "")
        samples = self._description.samples if self._description else 0
        self.view.show_column(column, self._known.get(name), samples, refused)
        self._ask_next()

    def _ask_next(self) -> None:
        if self._asked or not self.isVisible():
            return
        current = self._current()
        unasked = list(self._items)[:COUNTED]
        names = [*([current.name] if current else ()), *unasked]
        done = self._known.keys() | self._refused.keys()
        name = next((name for name in names if name not in done), "")
        if name:
            self._asked = name
            self._asking.summarize(self._take, self._complain, (name,))

    def _take(self, answer: Summarized) -> None:
        for summary in answer.summary.columns:
            self._known[summary.name] = summary
            if summary.name in self._items:
                item = self._items[summary.name]
                item.setText(MISSING, f"{summary.missing:,}" if summary.missing else "")
        self._go_on("" if self._asked in self._known else "It is not in the data.")

    def _complain(self, reason: str) -> None:
        self._go_on(reason)

    def _go_on(self, refused: str) -> None:
        asked, self._asked = self._asked, ""
        if refused and asked:
            self._refused[asked] = refused
        self._show_current()


def _item(column: Column) -> QTreeWidgetItem:
    kind, spread = kind_in_words(column), range_in_words(column)
    item = QTreeWidgetItem([column.name, kind, spread])
    item.setData(0, NAME, column.name)
    item.setToolTip(0, plain_tip(f"{column.name}: {kind} {spread}".strip()))
    return item

"""The columns of the data: what they hold, and where they are dragged from."""

from collections.abc import Iterable

from msgspec import json
from PySide6.QtCore import QMimeData, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QPainter, QPixmap, QShowEvent
from PySide6.QtWidgets import QSplitter, QTreeWidget, QTreeWidgetItem, QWidget

from kgraph.document.columns import Column, DataDescription
from kgraph.document.looks import ColumnSummary
from kgraph.document.project import Project
from kgraph.gui import mime
from kgraph.gui.data.asking import Asking
from kgraph.gui.data.pages.column_view import ColumnView
from kgraph.gui.data.sourcing import in_few_words
from kgraph.gui.data.words import kind_in_words, range_in_words
from kgraph.gui.look.tips import plain_tip
from kgraph.gui.theme import Theme
from kgraph.messages import Summarized

NAME = Qt.ItemDataRole.UserRole
HEADERS = ("Column", "Holds", "Range", "Missing", "Goes to")
MISSING, GOES_TO = 3, 4
WIDTHS = (120, 110, 130, 70)
FITTING = 2  # columns that are as wide as their texts
WIDEST = 180
COUNTED = 200  # columns that are counted before somebody looks at them
HINT = (
    "Drag columns onto an Input or Output of the drawing, or onto the empty canvas: a "
    "new Input, with Shift a new Output. Enter opens a menu that does the same."
)


class ColumnsTree(QTreeWidget):
    """A list whose rows are dragged under a MIME type of their own."""

    menu_requested = Signal(QPoint)
    """A menu about the selected columns is wanted at this point of the screen."""

    def __init__(self) -> None:
        super().__init__(rootIsDecorated=False, uniformRowHeights=True)
        self.setHeaderLabels(HEADERS)
        self.setAccessibleName("Columns of the data")
        self.setToolTip(HINT)
        self.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QTreeWidget.DragDropMode.DragOnly)
        self.setDragEnabled(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_for_menu)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)

    def fit(self) -> None:
        """Gives names and kinds the room that they need."""
        for column in range(FITTING):
            width = max(self.sizeHintForColumn(column) + 8, WIDTHS[column])
            self.setColumnWidth(column, min(width, WIDEST))

    def chosen(self) -> tuple[str, ...]:
        """Returns the names of the selected columns, in the data's order."""
        rows = sorted(self.indexOfTopLevelItem(item) for item in self.selectedItems())
        items = (self.topLevelItem(row) for row in rows)
        return tuple(item.data(0, NAME) for item in items if item)

    def mimeTypes(self) -> list[str]:
        """Says what a drag carries."""
        return [mime.COLUMNS]

    def mimeData(self, items: Iterable[QTreeWidgetItem]) -> QMimeData:
        """Returns the names of what is dragged."""
        data = QMimeData()
        data.setData(mime.COLUMNS, json.encode(self.chosen()))
        return data

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carries names, not whole rows: those would hide what they are dragged to."""
        drag = QDrag(self)
        drag.setMimeData(self.mimeData(self.selectedItems()))
        drag.setPixmap(_chip(in_few_words(self.chosen()), self))
        drag.setHotSpot(QPoint(-10, -4))  # beside the cursor
        drag.exec(actions, Qt.DropAction.CopyAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens the menu on Enter, at the current row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask_for_menu(self.visualItemRect(self.currentItem()).bottomLeft())
        else:
            super().keyPressEvent(event)

    def _ask_for_menu(self, point: QPoint) -> None:
        if self.chosen():
            self.menu_requested.emit(self.viewport().mapToGlobal(point))


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


def _chip(text: str, widget: QWidget) -> QPixmap:
    """Returns a text on a ground of its own, in the colours of what is selected."""
    metrics, colors = widget.fontMetrics(), widget.palette()
    size = QSize(metrics.horizontalAdvance(text) + 18, metrics.height() + 8)
    pixmap = QPixmap(size * widget.devicePixelRatioF())
    pixmap.setDevicePixelRatio(widget.devicePixelRatioF())
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(colors.highlight())
    painter.setPen(Qt.PenStyle.NoPen)
    area = QRect(QPoint(0, 0), size)
    painter.drawRoundedRect(area, 6, 6)
    painter.setPen(colors.highlightedText().color())
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return pixmap


def _item(column: Column) -> QTreeWidgetItem:
    kind, spread = kind_in_words(column), range_in_words(column)
    item = QTreeWidgetItem([column.name, kind, spread])
    item.setData(0, NAME, column.name)
    item.setToolTip(0, plain_tip(f"{column.name}: {kind} {spread}".strip()))
    return item

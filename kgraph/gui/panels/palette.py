"""What can be placed, by category and by search; dragged from here to the canvas."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kgraph import catalog
from kgraph.catalog import OperationSpec
from kgraph.gui import mime
from kgraph.gui.look.icons import dot, icon
from kgraph.gui.theme import Theme, rank

NAME = Qt.ItemDataRole.UserRole
CATEGORY = Qt.ItemDataRole.UserRole + 1


class PalettePanel(QWidget):
    """A search field and the tree of all layers and ops."""

    chosen = Signal(str)
    """Name of the operation that was double-clicked, or found and entered."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._search = QLineEdit(
            placeholderText="Search layers and ops", clearButtonEnabled=True
        )
        self._search_icon = self._search.addAction(
            icon("search", theme, theme.muted), QLineEdit.ActionPosition.LeadingPosition
        )
        self._search.textChanged.connect(self._show_matches)
        self._search.returnPressed.connect(self._choose_current)
        self._search.installEventFilter(self)
        self._items: list[QTreeWidgetItem] = []
        self._tree = _OperationTree()
        self._tree.itemActivated.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(self._search)
        layout.addWidget(self._tree)
        self._show_categories()

    def set_theme(self, theme: Theme) -> None:
        """Colours the categories anew."""
        self._theme = theme
        self._search_icon.setIcon(icon("search", theme, theme.muted))
        for top in self._items:
            for item in (top, *(top.child(i) for i in range(top.childCount()))):
                item.setIcon(0, dot(theme.category(item.data(0, CATEGORY))))

    def focus_search(self) -> None:
        """Lets the person type what they look for."""
        self._search.setFocus()
        self._search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets the arrow keys walk through the tree while the search is typed."""
        vertical = (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in vertical:
                self._tree.keyPressEvent(event)
                return True
            if event.key() == Qt.Key.Key_Escape and self._search.text():
                self._search.clear()
                return True
        return super().eventFilter(watched, event)

    def _show_matches(self, text: str) -> None:
        if not text.strip():
            self._show_categories()
            return
        found = catalog.search(text.strip(), "layer", "op")
        self._fill([self._item(spec) for spec in found])
        if self._items:
            self._tree.setCurrentItem(self._items[0])

    def _show_categories(self) -> None:
        groups = _by_category(catalog.load().all("layer", "op"))
        self._fill([self._category(*group) for group in groups.items()])
        for item in self._items[:2]:
            item.setExpanded(True)

    def _fill(self, items: list[QTreeWidgetItem]) -> None:
        self._tree.clear()
        self._items = items
        self._tree.addTopLevelItems(items)

    def _category(self, name: str, specs: Sequence[OperationSpec]) -> QTreeWidgetItem:
        item = QTreeWidgetItem([name])
        item.setData(0, CATEGORY, name)
        item.setIcon(0, dot(self._theme.category(name)))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.addChildren([self._item(spec) for spec in specs])
        return item

    def _item(self, spec: OperationSpec) -> QTreeWidgetItem:
        item = QTreeWidgetItem([spec.name])
        item.setData(0, NAME, spec.name)
        item.setData(0, CATEGORY, spec.category)
        item.setIcon(0, dot(self._theme.category(spec.category)))
        item.setToolTip(0, tooltip(spec))
        return item

    def _choose_current(self) -> None:
        item = self._tree.currentItem()
        if item is not None:
            self._choose(item)

    def _choose(self, item: QTreeWidgetItem) -> None:
        name = item.data(0, NAME)
        if name:
            self.chosen.emit(name)
        else:
            item.setExpanded(not item.isExpanded())


class _OperationTree(QTreeWidget):
    """A tree whose leaves are dragged under their own MIME type."""

    def __init__(self) -> None:
        super().__init__(headerHidden=True, indentation=14)
        self.setUniformRowHeights(True)
        self.setIconSize(QSize(16, 16))
        self.setExpandsOnDoubleClick(False)
        self.setDragEnabled(True)
        self.setDragDropMode(QTreeWidget.DragDropMode.DragOnly)

    def mimeTypes(self) -> list[str]:
        """Says what a drag carries."""
        return [mime.OPERATION]

    def mimeData(self, items: Iterable[QTreeWidgetItem]) -> QMimeData:
        """Returns the name of the dragged operation."""
        data = QMimeData()
        names = [item.data(0, NAME) for item in items if item.data(0, NAME)]
        if names:
            data.setData(mime.OPERATION, names[0].encode())
        return data


def tooltip(spec: OperationSpec) -> str:
    """Returns what is shown while the mouse rests on an operation."""
    return f"<p><b>{spec.name}</b> · {spec.category}</p><p>{spec.summary}</p>"


def _by_category(specs: Iterable[OperationSpec]) -> dict[str, list[OperationSpec]]:
    groups: dict[str, list[OperationSpec]] = {}
    for spec in specs:
        groups.setdefault(spec.category, []).append(spec)
    return {name: groups[name] for name in sorted(groups, key=lambda n: (rank(n), n))}

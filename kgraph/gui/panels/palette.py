"""What can be placed, by category and by search; dragged from here to the canvas."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QTreeWidgetItem, QVBoxLayout, QWidget

from kgraph import catalog
from kgraph.catalog import OperationSpec
from kgraph.gui.look.icons import icon
from kgraph.gui.panels.palette_tree import (
    NAME,
    PaletteTree,
    category_item,
    color,
    operation_item,
    placeable_item,
)
from kgraph.gui.placeables import Placeable
from kgraph.gui.theme import Theme, rank

OPEN_AT_FIRST = ("Input and output", "Core", "Submodels", "My Library")


class PalettePanel(QWidget):
    """A search field and the tree of all that can be placed."""

    chosen = Signal(str)
    """Name of the operation that was double-clicked, or found and entered."""

    menu_requested = Signal(str, QPoint)
    """A menu is wanted for the thing of this key, at this point of the screen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._more: dict[str, Sequence[Placeable]] = {}
        self._open = set(OPEN_AT_FIRST)
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
        self._tree = PaletteTree()
        self._tree.itemActivated.connect(self._choose)
        self._tree.itemExpanded.connect(lambda i: self._open.add(i.text(0)))
        self._tree.itemCollapsed.connect(lambda i: self._open.discard(i.text(0)))
        self._tree.menu_requested.connect(self.menu_requested)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(self._search)
        layout.addWidget(self._tree)
        self._show_categories()

    def show_more(self, category: str, entries: Sequence[Placeable]) -> None:
        """Lists what is not in the catalogue; an empty category is left out."""
        entries = tuple(entries)
        known = self._more.get(category)
        self._more[category] = entries
        if (known or ()) != entries:
            self._show_matches(self._search.text())

    def set_theme(self, theme: Theme) -> None:
        """Colours the categories anew."""
        self._theme = theme
        self._search_icon.setIcon(icon("search", theme, theme.muted))
        for top in self._items:
            for item in (top, *(top.child(i) for i in range(top.childCount()))):
                color(item, theme)

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
        text = text.strip()
        if not text:
            self._show_categories()
            return
        found = [
            operation_item(spec, self._theme)
            for spec in catalog.search(text, "layer", "op")
        ]
        self._fill([*self._matches(text, False), *found, *self._matches(text, True)])
        if self._items:
            self._tree.setCurrentItem(self._items[0])

    def _matches(self, text: str, asks: bool) -> list[QTreeWidgetItem]:
        return [
            placeable_item(entry, category, self._theme)
            for category, entries in self._more.items()
            for entry in entries
            if entry.asks == asks and text.lower() in entry.title.lower()
        ]

    def _show_categories(self) -> None:
        place = self._tree.verticalScrollBar().value()
        theme = self._theme
        known = [
            category_item(name, [operation_item(spec, theme) for spec in specs], theme)
            for name, specs in _by_category(catalog.load().all("layer", "op")).items()
        ]
        more = [self._more_item(*group) for group in self._more.items() if group[1]]
        self._fill([*known[:1], *more, *known[1:]])
        is_open = frozenset(self._open)
        for item in self._items:
            item.setExpanded(item.text(0) in is_open)
        self._tree.verticalScrollBar().setValue(place)

    def _more_item(
        self, category: str, entries: Sequence[Placeable]
    ) -> QTreeWidgetItem:
        rows = [placeable_item(entry, category, self._theme) for entry in entries]
        return category_item(category, rows, self._theme)

    def _fill(self, items: list[QTreeWidgetItem]) -> None:
        self._tree.clear()
        self._items = items
        self._tree.addTopLevelItems(items)

    def _choose_current(self) -> None:
        item = self._tree.currentItem()
        if item is not None:
            self._choose(item)

    def _choose(self, item: QTreeWidgetItem) -> None:
        name = item.data(0, NAME)
        if not name:
            item.setExpanded(not item.isExpanded())
        elif item.flags() & Qt.ItemFlag.ItemIsDragEnabled:
            self.chosen.emit(name)


def _by_category(specs: Iterable[OperationSpec]) -> dict[str, list[OperationSpec]]:
    groups: dict[str, list[OperationSpec]] = {}
    for spec in specs:
        groups.setdefault(spec.category, []).append(spec)
    return {name: groups[name] for name in sorted(groups, key=lambda n: (rank(n), n))}

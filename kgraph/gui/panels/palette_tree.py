"""The tree of the palette: categories, and leaves that are dragged by their key."""

from collections.abc import Iterable

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from kgraph.catalog import OperationSpec
from kgraph.gui import mime
from kgraph.gui.look.glyphs import mark
from kgraph.gui.look.tips import plain_tip
from kgraph.gui.placeables import Placeable
from kgraph.gui.theme import Theme

NAME = Qt.ItemDataRole.UserRole
CATEGORY = Qt.ItemDataRole.UserRole + 1
REFUSAL = Qt.ItemDataRole.UserRole + 2


class PaletteTree(QTreeWidget):
    """A tree whose leaves are dragged under their own MIME type."""

    menu_requested = Signal(str, QPoint)
    """A menu is wanted for the thing of this key, at this point of the screen."""

    def __init__(self) -> None:
        super().__init__(headerHidden=True, indentation=14)
        self.setUniformRowHeights(True)
        self.setIconSize(QSize(16, 16))
        self.setExpandsOnDoubleClick(False)
        self.setDragEnabled(True)
        self.setDragDropMode(QTreeWidget.DragDropMode.DragOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_for_menu)

    def mimeTypes(self) -> list[str]:
        """Says what a drag carries."""
        return [mime.OPERATION]

    def mimeData(self, items: Iterable[QTreeWidgetItem]) -> QMimeData:
        """Returns the name of what is dragged."""
        data = QMimeData()
        names = [item.data(0, NAME) for item in items if item.data(0, NAME)]
        if names:
            data.setData(mime.OPERATION, names[0].encode())
        return data

    def _ask_for_menu(self, point: QPoint) -> None:
        item = self.itemAt(point)
        if item is not None and item.data(0, NAME):
            self.menu_requested.emit(
                item.data(0, NAME), self.viewport().mapToGlobal(point)
            )


def category_item(
    name: str, children: list[QTreeWidgetItem], theme: Theme
) -> QTreeWidgetItem:
    """Returns the heading of a category with what is in it."""
    item = QTreeWidgetItem([name])
    item.setData(0, CATEGORY, name)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    item.addChildren(children)
    color(item, theme)
    return item


def operation_item(spec: OperationSpec, theme: Theme) -> QTreeWidgetItem:
    """Returns the row of an operation of the catalogue."""
    item = QTreeWidgetItem([spec.name])
    item.setData(0, NAME, spec.name)
    item.setData(0, CATEGORY, spec.category)
    item.setToolTip(0, tooltip(spec))
    color(item, theme)
    return item


def placeable_item(entry: Placeable, category: str, theme: Theme) -> QTreeWidgetItem:
    """Returns the row of something else; what cannot be placed is shown, greyed."""
    item = QTreeWidgetItem([entry.title])
    item.setData(0, NAME, entry.key)
    item.setData(0, CATEGORY, category)
    item.setToolTip(0, plain_tip(entry.refusal or entry.tip))
    item.setData(0, REFUSAL, entry.refusal)
    if entry.refusal:
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    color(item, theme)
    return item


def color(item: QTreeWidgetItem, theme: Theme) -> None:
    """Draws a row in the theme's colours; greyed if it cannot be placed."""
    is_refused = bool(item.data(0, REFUSAL))
    if is_refused:
        item.setForeground(0, theme.muted)
    category = item.data(0, CATEGORY)
    shade = theme.muted if is_refused else theme.category(category)
    item.setIcon(0, mark(category, shade))


def tooltip(spec: OperationSpec) -> str:
    """Returns what is shown while the mouse rests on an operation."""
    return f"<p><b>{spec.name}</b> · {spec.category}</p><p>{spec.summary}</p>"

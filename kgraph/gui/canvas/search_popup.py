"""A small search at the cursor: type, choose with the arrows, Enter places it."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kgraph import catalog
from kgraph.gui.canvas.card import SUBMODEL_CATEGORY
from kgraph.gui.canvas.glyphs import picture
from kgraph.gui.canvas.style import Style
from kgraph.gui.placeables import SUBMODELS, Placeables
from kgraph.gui.theme import rank

WIDTH = 300
ROWS = 9
ROW = 26
AROUND = 50  # height of all but the rows
MOST = 40


class SearchPopup(QFrame):
    """Lies over the canvas, blocks nothing, and goes when the focus leaves it."""

    chosen = Signal(str)
    """The type of operation that is wanted."""

    closed = Signal()

    def __init__(self, canvas: QWidget, style: Style, placeables: Placeables) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setObjectName("searchPopup")
        self.field = QLineEdit(placeholderText="Search layers and operations")
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self._placeables = placeables
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._choose)
        self.restyle(style)
        self.hide()

    def restyle(self, style: Style) -> None:
        """Takes another theme."""
        self._style = style
        self._icons: dict[str, QIcon] = {}
        theme = style.theme
        self.setStyleSheet(
            f"#searchPopup {{ background: {theme.surface.name()};"
            f" border: 1px solid {theme.border.name()}; border-radius: 8px; }}"
            f" QListWidget {{ background: transparent; border: none; outline: none;"
            f" color: {theme.text.name()}; }}"
            f" QListWidget::item {{ border-radius: 4px; padding-left: 6px; }}"
            f" QListWidget::item:selected {{ background: {theme.selection.name()};"
            f" color: {theme.text.name()}; }}"
        )

    def open_at(self, point: QPoint) -> None:
        """Opens at a point of the canvas."""
        self.field.clear()
        self._search("")
        space = self._canvas.size() - self.size()
        self.move(
            max(0, min(point.x() - 16, space.width())),
            max(0, min(point.y() - 16, space.height())),
        )
        self.show()
        self.raise_()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets the field's arrows walk the list."""
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
            self.closed.emit()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(Qt.Key(event.key()))
        return False

    def _press(self, key: Qt.Key) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Tab: 1}
        if key in steps:
            count = max(self.list.count(), 1)
            self.list.setCurrentRow((self.list.currentRow() + steps[key]) % count)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            return False
        return True

    def _search(self, text: str) -> None:
        self.list.clear()
        for type, name, category, summary in self._found(text.strip()):
            item = QListWidgetItem(self._icon(category), name)
            item.setData(Qt.ItemDataRole.UserRole, type)
            item.setToolTip(summary)
            item.setSizeHint(QSize(0, ROW))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        rows = min(max(self.list.count(), 1), ROWS)
        self.setFixedSize(WIDTH, rows * ROW + AROUND)

    def _found(self, text: str) -> Iterator[tuple[str, str, str, str]]:
        """Yields type, name, category and summary of what fits."""
        for group, entry in self._placeables.usable():
            is_own = group == SUBMODELS or bool(text)  # else layers come first
            if is_own and text.lower() in entry.title.lower():
                yield entry.key, entry.title, SUBMODEL_CATEGORY, entry.tip
        layers = catalog.load().all("layer")
        everything = sorted(layers, key=lambda spec: rank(spec.category))
        for spec in catalog.search(text, "layer", "op")[:MOST] if text else everything:
            yield spec.name, spec.name, spec.category, spec.summary

    def _icon(self, category: str) -> QIcon:
        if category not in self._icons:
            line = self._style.tint(category).line
            self._icons[category] = QIcon(picture(category, line, self))
        return self._icons[category]

    def _choose(self, _: QListWidgetItem | None = None) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._leave()
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _leave(self) -> None:
        self.hide()
        self.closed.emit()
        self._canvas.setFocus()

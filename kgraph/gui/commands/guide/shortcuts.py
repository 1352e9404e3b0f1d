"""The dialog that lists every key, and what the mouse can do on the canvas."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kgraph.gui.canvas.keys import GESTURES, KEYS
from kgraph.gui.commands.guide.listing import BETWEEN, Command

Section = tuple[str, list[tuple[str, str]]]


class ShortcutsDialog(QDialog):
    """Stays open beside the window, to be learned from.

    Args:
        commands: All that the menus offer.
    """

    def __init__(self, window: QWidget, commands: Iterable[Command]) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard Shortcuts")
        self.resize(560, min(680, window.height() - 60))
        self.field = QLineEdit(placeholderText="Search by name or by key")
        self.field.setClearButtonEnabled(True)
        self.tree = _tree()
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.tree)
        for title, rows in sections(commands):
            self._add(title, rows)
        self.tree.expandAll()
        self.field.textChanged.connect(self._filter)
        self.field.setFocus()

    def shown(self) -> list[tuple[str, str]]:
        """Returns the rows that are to be seen: what is done, and its keys."""
        return [
            (row.text(0), row.text(1))
            for section in _children(self.tree.invisibleRootItem())
            for row in _children(section)
            if not row.isHidden()
        ]

    def _add(self, title: str, rows: list[tuple[str, str]]) -> None:
        section = QTreeWidgetItem([title])
        font = QFont(self.font())
        font.setBold(True)
        section.setFont(0, font)
        section.setFlags(Qt.ItemFlag.ItemIsEnabled)
        section.addChildren([QTreeWidgetItem(list(row)) for row in rows])
        self.tree.addTopLevelItem(section)

    def _filter(self, text: str) -> None:
        words = text.lower().split()
        for section in _children(self.tree.invisibleRootItem()):
            for row in _children(section):
                said = f"{row.text(0)} {row.text(1)}".lower()
                row.setHidden(not all(word in said for word in words))
            rows = _children(section)
            section.setHidden(all(row.isHidden() for row in rows))


def sections(commands: Iterable[Command]) -> list[Section]:
    """Returns what is done by which keys: by menu, then on the canvas alone."""
    menus: dict[str, list[tuple[str, str]]] = {}
    for command in commands:
        if command.keys:
            title, _, inner = command.path.partition(BETWEEN)
            text = f"{inner}{BETWEEN}{command.title}" if inner else command.title
            menus.setdefault(title, []).append((text, command.keys))
    on_canvas = [(text, keys) for keys, text in KEYS]
    by_mouse = [(text, keys) for keys, text in GESTURES]
    return [
        *menus.items(),
        ("On the canvas", on_canvas),
        ("With the mouse on the canvas", by_mouse),
    ]


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [item.child(row) for row in range(item.childCount())]


def _tree() -> QTreeWidget:
    tree = QTreeWidget(columnCount=2)
    tree.setHeaderHidden(True)
    tree.setRootIsDecorated(False)
    tree.setItemsExpandable(False)
    tree.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
    tree.setIndentation(14)
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    return tree

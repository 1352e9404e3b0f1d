"""The command palette: type what you want to do, Enter does it."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPalette, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kgraph.gui.commands.guide.listing import BETWEEN, Command
from kgraph.gui.commands.guide.matching import closeness
from kgraph.gui.list_keys import ListKeys
from kgraph.gui.settings import recent_commands

WIDTH = 520
ROWS = 12
ROW = 28
MARGIN_INSIDE = 6
BORDER = 1
GAP = 4
MARGIN = 24  # to the edges of a window that is small
TOP = 72
ICON = QSize(16, 16)
SHORTEST = 3  # letters that are looked for in tips, too
IN_TIP = 4  # closeness, behind everything that is in a text


class CommandPalette(QFrame):
    """Lies over the window, and goes when the focus leaves it.

    Args:
        list_commands: Says what there is; asked each time it opens.
    """

    def __init__(
        self, window: QWidget, list_commands: Callable[[], list[Command]]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._list_commands = list_commands
        self._commands: list[Command] = []
        self._blank = _blank_icon()
        self._focused_before: QWidget | None = None
        self.setObjectName("commandPalette")
        self.setProperty("role", "popup")
        self.field = QLineEdit(placeholderText="What do you want to do?")
        self.list = _list()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[MARGIN_INSIDE] * 4)
        layout.setSpacing(GAP)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.field.textChanged.connect(self._search)
        keys = ListKeys(self.field, self.list, ROWS)
        keys.entered.connect(self._run)
        keys.given_up.connect(self._leave)
        keys.focus_lost.connect(self.hide)
        self.list.itemClicked.connect(self._run)
        self.hide()

    def open(self) -> None:
        """Opens with everything, what was used lately first."""
        self._focused_before = self._window.focusWidget()
        self._commands = self._list_commands()
        self.field.clear()
        self._search("")
        self.show()
        self.raise_()
        self.field.setFocus()

    def shown(self) -> list[str]:
        """Returns the texts in the list, from the top."""
        root = self.list.invisibleRootItem()
        return [root.child(row).text(0) for row in range(root.childCount())]

    def _search(self, text: str) -> None:
        self.list.clear()
        for number in ranked(self._commands, text, recent_commands.names()):
            self.list.addTopLevelItem(self._item(self._commands[number], number))
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        room = self._window.size() - QSize(2 * MARGIN, TOP + MARGIN)
        rows = min(max(self.list.topLevelItemCount(), 1), ROWS)
        around = self.field.sizeHint().height() + GAP + 2 * (MARGIN_INSIDE + BORDER)
        height = min(rows * ROW + around, room.height())
        self.setFixedSize(min(WIDTH, room.width()), height)
        self.move((self._window.width() - self.width()) // 2, TOP)

    def _item(self, command: Command, number: int) -> QTreeWidgetItem:
        item = QTreeWidgetItem([command.text, command.path, command.keys])
        item.setData(0, Qt.ItemDataRole.UserRole, number)
        item.setSizeHint(0, QSize(0, ROW))
        item.setIcon(0, command.action.icon() if _has_icon(command) else self._blank)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        item.setTextAlignment(2, right)
        muted = self.palette().brush(QPalette.ColorRole.PlaceholderText)
        for column in (1, 2):
            item.setForeground(column, muted)
        if not command.action.isEnabled():
            group = QPalette.ColorGroup.Disabled
            faded = self.palette().brush(group, QPalette.ColorRole.Text)
            for column in range(3):
                item.setForeground(column, faded)
        return item

    def _run(self, *_: object) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        command = self._commands[item.data(0, Qt.ItemDataRole.UserRole)]
        if command.action.isEnabled():
            self._leave()
            recent_commands.remember(command.name)
            command.action.trigger()

    def _leave(self) -> None:
        self.hide()
        if self._focused_before is not None:
            self._focused_before.setFocus()


def ranked(commands: list[Command], typed: str, recent: list[str]) -> list[int]:
    """Returns the numbers of the commands that fit, best and latest first."""
    latest = {name: number for number, name in enumerate(recent)}
    found = []
    for number, command in enumerate(commands):
        path = f"{command.path} {command.text}".replace(BETWEEN, " ")
        fits = [closeness(command.text, typed), closeness(path, typed)]
        known = [fit for fit in fits if fit is not None]
        if len(typed) >= SHORTEST and typed.lower() in command.tip.lower():
            known.append(IN_TIP)
        if known:
            recency = latest.get(command.name, len(latest))
            found.append((min(known), recency, number))
    return [number for _, _, number in sorted(found)]


def _has_icon(command: Command) -> bool:
    return not command.action.icon().isNull()


def _blank_icon() -> QIcon:
    """Keeps texts below each other where there is nothing to be seen."""
    picture = QPixmap(ICON)
    picture.fill(Qt.GlobalColor.transparent)
    return QIcon(picture)


def _list() -> QTreeWidget:
    view = QTreeWidget(columnCount=3)
    view.setHeaderHidden(True)
    view.setRootIsDecorated(False)
    view.setUniformRowHeights(True)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setIconSize(ICON)
    header = view.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for column in (1, 2):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    return view

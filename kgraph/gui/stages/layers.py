"""Chooses the layers that a stage lists, from a tree of those that learn."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kgraph.catalog import ParameterSpec
from kgraph.document.telling.words import plural
from kgraph.gui.inspector.editors import Editor
from kgraph.gui.inspector.editors.fold import FoldButton
from kgraph.gui.stages.choices import LayerChoice

KEY = Qt.ItemDataRole.UserRole
ROWS = 9  # of the tree that are seen at once
State = Qt.CheckState


class LayersEditor(Editor):
    """How many layers are listed; below it, the tree in which they are checked.

    A submodel that is listed stands for all that is in it.

    Args:
        choices: Returns what can be listed.
        selected: Returns those of the layers that are selected on the canvas.
    """

    def __init__(
        self,
        parameter: ParameterSpec,
        choices: Callable[[], Sequence[LayerChoice]],
        selected: Callable[[], Sequence[str]],
    ) -> None:
        super().__init__(parameter)
        self._choices = choices
        self._selected = selected
        self._shown: Sequence[LayerChoice] = ()
        self._value: list[str] = []
        self._is_row_shown = True
        self.arrow = FoldButton("none")
        self.arrow.toggled.connect(lambda _: self._show_tree())
        self.put(self.arrow)
        self._layout.setAlignment(self.arrow, Qt.AlignmentFlag.AlignLeft)
        self.tree = QTreeWidget(columnCount=2)
        self.tree.setHeaderHidden(True)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        self.name(self.tree)
        self.tree.itemChanged.connect(self._hear_checked)
        self.take = QPushButton("Take the Selection")
        self.take.setToolTip("Lists the layers that are selected on the canvas.")
        self.take.clicked.connect(self._take_selection)
        self.below = QWidget()
        inside = QVBoxLayout(self.below)
        inside.setContentsMargins(11, 0, 0, 4)
        inside.addWidget(self.tree)
        inside.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        self.below.hide()

    def set_value(self, value: Any) -> None:
        """Shows the keys of the layers that are listed."""
        self._value = list(value or ())
        self.arrow.setText(plural(len(self._value), "layer") if value else "none")
        if self.arrow.isChecked():
            self._fill()
        self.show_selection()

    def show_below(self, is_visible: bool) -> None:
        """Shows the tree if it is open and its row is shown."""
        self._is_row_shown = is_visible
        self._show_tree()

    def show_selection(self) -> None:
        """Says how many layers are selected on the canvas."""
        count = len(self._selected())
        self.take.setEnabled(count > 0)
        number = f" ({count})" if count else ""
        self.take.setText(f"Take the Selection{number}")

    def _show_tree(self) -> None:
        is_open = self._is_row_shown and self.arrow.isChecked()
        if is_open:
            self._fill()
        if self.below is not None:
            self.below.setVisible(is_open)

    def _fill(self) -> None:
        choices = self._choices()
        self.tree.blockSignals(True)
        if choices != self._shown:
            self._shown = choices
            self.tree.clear()
            self.tree.addTopLevelItems([_item(choice) for choice in choices])
            self.tree.resizeColumnToContents(1)
        root = self.tree.invisibleRootItem()
        for row in range(root.childCount()):
            self._check(root.child(row), is_in_listed=False)
        self.tree.blockSignals(False)
        height = self.tree.fontMetrics().height() + 8
        self.tree.setFixedHeight(height * min(max(len(choices), 3), ROWS) + 4)

    def _check(self, item: QTreeWidgetItem, *, is_in_listed: bool) -> State:
        """Checks an item by what is listed; one within what is listed is grey."""
        is_listed = item.data(0, KEY) in self._value
        item.setDisabled(is_in_listed)
        inside = [
            self._check(item.child(row), is_in_listed=is_in_listed or is_listed)
            for row in range(item.childCount())
        ]
        state = State.Checked if is_listed or is_in_listed else State.Unchecked
        if state is State.Unchecked and any(s is not State.Unchecked for s in inside):
            state = State.PartiallyChecked
        item.setCheckState(0, state)
        return state

    def _hear_checked(self, item: QTreeWidgetItem) -> None:
        key = item.data(0, KEY)
        if item.checkState(0) is State.Unchecked:
            value = [k for k in self._value if k != key]
        else:
            inside = set(_keys_below(item))
            value = [k for k in self._value if k not in inside and k != key] + [key]
        self._change(value)

    def _take_selection(self) -> None:
        new = [key for key in self._selected() if key not in self._value]
        self._change([*self._value, *new])

    def _change(self, value: list[str]) -> None:
        """Asks for other layers; those that are no longer drawn go by the way."""
        known = set(_keys_below(self.tree.invisibleRootItem()))
        wanted = [key for key in value if key in known]
        if wanted != self._value:
            self.changed.emit(wanted)


def _item(choice: LayerChoice) -> QTreeWidgetItem:
    item = QTreeWidgetItem([choice.name, choice.kind])
    item.setData(0, KEY, choice.key)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.addChildren([_item(inner) for inner in choice.inside])
    return item


def _keys_below(item: QTreeWidgetItem) -> Iterator[str]:
    for row in range(item.childCount()):
        yield item.child(row).data(0, KEY)
        yield from _keys_below(item.child(row))

"""Every step from the first to the last undone one; a click goes there."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListView

from kgraph.document.history import Step
from kgraph.document.project import Project
from kgraph.gui.document import Document
from kgraph.gui.look.icons import dot
from kgraph.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class HistoryPanel(QListView):
    """The steps of a document by name, the present one marked.

    What was undone is grey: a click on it does it again.
    """

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self._document = document
        self._steps = HistoryModel(document.steps, document.present, theme)
        self.setModel(self._steps)
        self.setUniformItemSizes(True)
        self.setAccessibleName("History")
        self.clicked.connect(self._go)
        self.activated.connect(self._go)
        document.changed.connect(self._follow)
        self._mark()

    def set_theme(self, theme: Theme) -> None:
        """Colours the rows anew."""
        self._steps.set_theme(theme)

    def _go(self, index: QModelIndex) -> None:
        self._document.go_to(index.row())

    def _follow(self, *_: Project) -> None:
        self._steps.show(self._document.steps, self._document.present)
        self._mark()

    def _mark(self) -> None:
        index = self._steps.index(self._document.present)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flag)
        self.scrollTo(index)


class HistoryModel(QAbstractListModel):
    """The steps as rows; of a longer history, only the rows that differ are renewed."""

    def __init__(
        self, steps: Sequence[Step[Project]], present: int, theme: Theme
    ) -> None:
        super().__init__()
        self._steps = list(steps)
        self._present = present
        self._theme = theme

    def show(self, steps: Sequence[Step[Project]], present: int) -> None:
        """Takes over later steps, of the same history or of another one."""
        forgotten = _forgotten(self._steps, steps)
        self._remove(0, forgotten)
        kept = _in_common(self._steps, steps)
        self._remove(kept, len(self._steps))
        if kept < len(steps):
            self.beginInsertRows(QModelIndex(), kept, len(steps) - 1)
            self._steps += steps[kept:]
            self.endInsertRows()
        before, self._present = self._present - forgotten, present
        if before != present:
            first, last = sorted((max(before, 0), present))
            last = min(last, len(self._steps) - 1)
            self.dataChanged.emit(self.index(first), self.index(last), [])

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours."""
        self._theme = theme
        self.dataChanged.emit(self.index(0), self.index(len(self._steps) - 1), [])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Returns the number of steps."""
        return 0 if parent.isValid() else len(self._steps)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Returns what a row shows."""
        row = index.row()
        tell = _TELL.get(role)
        return tell(self, row) if tell and 0 <= row < len(self._steps) else None

    def _remove(self, first: int, end: int) -> None:
        if first < end:
            self.beginRemoveRows(QModelIndex(), first, end - 1)
            del self._steps[first:end]
            self.endRemoveRows()

    def _label(self, row: int) -> str:
        return self._steps[row].label

    def _time(self, row: int) -> str:
        made = datetime.fromtimestamp(self._steps[row].time)
        undone = " — undone" if row > self._present else ""
        return f"{self._steps[row].label}, {made:%H:%M:%S}{undone}"

    def _mark(self, row: int) -> Any:
        if row == self._present:
            return dot(self._theme.accent)
        return dot(self._theme.surface)  # room, so that labels stand in line

    def _font(self, row: int) -> QFont | None:
        if row != self._present:
            return None
        font = QFont()
        font.setBold(True)
        return font

    def _color(self, row: int) -> Any:
        return self._theme.muted if row > self._present else None


_TELL: dict[int, Callable[[HistoryModel, int], Any]] = {
    Role.DisplayRole: HistoryModel._label,
    Role.ToolTipRole: HistoryModel._time,
    Role.DecorationRole: HistoryModel._mark,
    Role.FontRole: HistoryModel._font,
    Role.ForegroundRole: HistoryModel._color,
}


def _forgotten(old: Sequence[object], new: Sequence[object]) -> int:
    """Returns how many of the oldest steps are no longer remembered."""
    return next((n for n, step in enumerate(old) if step is new[0]), len(old))


def _in_common(old: Sequence[object], new: Sequence[object]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    shorter = min(len(old), len(new))
    return next((row for row, (a, b) in pairs if a is not b), shorter)

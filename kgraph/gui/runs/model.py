"""The table's rows and columns, as Qt asks for them."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from kgraph.gui.look.icons import dot
from kgraph.gui.quantities import measure
from kgraph.gui.runs.columns import (
    REMARKS,
    RUN,
    STATE,
    TAGS,
    Column,
    columns_of,
    sort_key,
)
from kgraph.gui.runs.row import RunRow
from kgraph.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROOT = QModelIndex()

_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_FLAGS = {
    RUN: _SHOWN | Qt.ItemFlag.ItemIsUserCheckable,
    TAGS: _SHOWN | Qt.ItemFlag.ItemIsEditable,
    REMARKS: _SHOWN | Qt.ItemFlag.ItemIsEditable,
}

ROLES = {
    "running": "accent",
    "finished": "success",
    "stopped": "warning",
    "failed": "error",
    "interrupted": "error",
}
"""State of a run to the colour of its spot."""


class RunsModel(QAbstractTableModel):
    """Rows of runs; a tick in the first column says whose curves are laid over."""

    edited = Signal(str, str, str)
    """Id of a run, `Tags` or `Remarks`, and what the person wrote there."""

    overlays_changed = Signal(object)
    """Ids of the runs that are ticked, in the order in which they were."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._ticked: dict[str, None] = {}
        self._order = (RUN, Qt.SortOrder.DescendingOrder)
        self.rows: list[RunRow] = []
        self.columns: tuple[Column, ...] = columns_of(())

    @property
    def ticked(self) -> tuple[str, ...]:
        """Ids of the runs whose curves are laid over."""
        return tuple(self._ticked)

    def show_rows(self, rows: Sequence[RunRow]) -> None:
        """Shows these runs; those that are shown already stay where they are."""
        columns = columns_of(rows)
        if [c.name for c in columns] != [c.name for c in self.columns]:
            self.beginResetModel()
            self.rows, self.columns = list(rows), columns
            self.endResetModel()
        else:
            self._follow(rows)
        self._arrange()
        gone = self._ticked.keys() - {row.run.id for row in rows}
        self._tick(gone, is_ticked=False)

    @property
    def sorted_by(self) -> tuple[int, Qt.SortOrder]:
        """The column that is sorted by, and the order."""
        name, order = self._order
        names = [column.name for column in self.columns]
        return (names.index(name) if name in names else 0), order

    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        """Sorts by a column; runs without a value come last in either order."""
        if 0 <= column < len(self.columns):
            self._order = (self.columns[column].name, order)
            self._arrange()

    def set_theme(self, theme: Theme) -> None:
        """Colours the states anew."""
        self._theme = theme
        self._tell_changed(0, len(self.rows) - 1)

    def tick(self, runs: Iterable[str], *, is_ticked: bool) -> None:
        """Lays the curves of runs over, or takes them away."""
        known = {row.run.id for row in self.rows}
        self._tick([run for run in runs if run in known], is_ticked=is_ticked)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Returns how many runs there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Returns how many columns tell them apart."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Returns what can be done with a cell."""
        return _FLAGS.get(self.columns[index.column()].name, _SHOWN)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Returns a column's title, and what it is."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Role.TextAlignmentRole:
            return RIGHT if column.is_number else LEFT
        texts = {Role.DisplayRole: column.title, Role.ToolTipRole: column.about}
        return texts.get(Role(role))

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Returns what a cell shows."""
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == Role.DisplayRole:
            return column.text(row)
        if role == Role.TextAlignmentRole:
            return RIGHT if column.is_number else LEFT
        if role == Role.EditRole:
            return row.run.remarks if column.name == REMARKS else column.text(row)
        if role == Role.CheckStateRole and column.name == RUN:
            is_ticked = row.run.id in self._ticked
            return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        if role == Role.DecorationRole and column.name == STATE:
            return dot(getattr(self._theme, ROLES[row.run.state]))
        if role == Role.ToolTipRole:
            return _tip(row, column)
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Takes a tick, or what the person wrote."""
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == Role.CheckStateRole and column.name == RUN:
            self._tick([row.run.id], Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role == Role.EditRole and value != self.data(index, role):
            self.edited.emit(row.run.id, column.name, str(value))
            return True
        return False

    def _follow(self, rows: Sequence[RunRow]) -> None:
        """Takes out what is gone, then changes what is other, then adds what is new."""
        wanted = {row.run.id: row for row in rows}
        for place in reversed(range(len(self.rows))):
            if self.rows[place].run.id not in wanted:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self.rows[place]
                self.endRemoveRows()
        for place, row in enumerate(self.rows):
            new = wanted.pop(row.run.id)
            if new is not row:
                self.rows[place] = new
                self._tell_changed(place, place)
        if wanted:
            end = len(self.rows)
            self.beginInsertRows(QModelIndex(), end, end + len(wanted) - 1)
            self.rows.extend(wanted.values())
            self.endInsertRows()

    def _arrange(self) -> None:
        """Sorts by what was chosen last; selections stay with their runs."""
        place, order = self.sorted_by
        value = self.columns[place].value
        is_descending = order == Qt.SortOrder.DescendingOrder
        keys = [sort_key(value(r), is_descending=is_descending) for r in self.rows]
        places = sorted(range(len(keys)), key=keys.__getitem__, reverse=is_descending)
        if places == list(range(len(keys))):
            return
        self.layoutAboutToBeChanged.emit()
        new = {old: new for new, old in enumerate(places)}
        self.rows = [self.rows[old] for old in places]
        before = self.persistentIndexList()
        after = [self.index(new[index.row()], index.column()) for index in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _tick(self, runs: Iterable[str], is_ticked: bool) -> None:
        before = self.ticked
        for run in runs:
            if is_ticked:
                self._ticked[run] = None
            else:
                self._ticked.pop(run, None)
        if self.ticked != before:
            self._tell_changed(0, len(self.rows) - 1)
            self.overlays_changed.emit(self.ticked)

    def _tell_changed(self, first: int, last: int) -> None:
        if last >= first:
            end = len(self.columns) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, end), [])


def _tip(row: RunRow, column: Column) -> str:
    if column.name == RUN:
        return "\n".join(row.run.notes)
    if column.name == STATE:
        return row.run.error
    if column.name == REMARKS:
        return row.run.remarks
    if column.name.startswith("Best") and row.best is not None:
        return "\n".join(f"{name} {measure(v)}" for name, v in row.best.logs.items())
    return ""

"""The rows of the data as a table that asks for those that are looked at."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
)

from kgraph.document.columns import DataDescription
from kgraph.document.looks import Look, Picture, Sample, Words
from kgraph.gui.data.asking import Asking
from kgraph.gui.data.words import PARTS
from kgraph.gui.look.thumbnails import fitted
from kgraph.gui.look.tips import plain_tip
from kgraph.messages import Looked

PAGE = 64  # rows that are asked for at once
KEPT = 40  # pages
SQUARE = QSize(36, 36)  # pixels of an image
MOST_COLUMNS = 60
PART = 0  # the column that tells the part of the split

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class RowsModel(QAbstractTableModel):
    """Rows that are there as soon as the engine has told them."""

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self._asking = asking
        self._description: DataDescription | None = None
        self._columns: tuple[str, ...] = ()
        self._pages: dict[int, tuple[Sample, ...]] = {}
        self._waiting: set[int] = set()
        self._generation = 0
        self.trouble = ""

    def show_data(self, description: DataDescription | None) -> None:
        """Shows the rows of a source, or the same in other parts."""
        self.beginResetModel()
        self._description = description
        names = [column.name for column in description.columns] if description else []
        self._columns = tuple(names[:MOST_COLUMNS])
        self._pages, self._waiting, self.trouble = {}, set(), ""
        self._generation += 1
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Returns how many samples there are."""
        is_whole = self._description is not None and not parent.isValid()
        return self._description.samples if is_whole and self._description else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Returns how many columns are shown, and one for the part."""
        return 0 if parent.isValid() else len(self._columns) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Returns names of columns, and numbers of samples."""
        if role != Role.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return f"{section:,}"
        return "Part" if section == PART else self._columns[section - 1]

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Returns what a cell shows; asks for its page if nobody has."""
        if role not in (Role.DisplayRole, Role.DecorationRole, Role.ToolTipRole):
            return None
        sample = self._sample(index.row())
        if sample is None:
            return "…" if role == Role.DisplayRole and index.column() else None
        if index.column() == PART:
            is_text = role == Role.DisplayRole and sample.part
            return PARTS[sample.part] if is_text and sample.part else None
        return _shown(sample.looks[index.column() - 1], role)

    def _sample(self, row: int) -> Sample | None:
        page, place = divmod(row, PAGE)
        samples = self._pages.get(page)
        if samples is None:
            self._ask(page)
            return None
        return samples[place] if place < len(samples) else None

    def _ask(self, page: int) -> None:
        if page in self._waiting or self.trouble:
            return
        self._waiting.add(page)
        generation = self._generation
        self._asking.look(
            lambda answer: self._take(generation, page, answer),
            lambda reason: self._complain(generation, reason),
            self._columns,
            first=page * PAGE,
            count=PAGE,
        )

    def _take(self, generation: int, page: int, answer: Looked) -> None:
        if generation != self._generation:
            return
        self._waiting.discard(page)
        self._pages[page] = answer.samples
        while len(self._pages) > KEPT:
            self._pages.pop(next(iter(self._pages)))
        last = min((page + 1) * PAGE, self.rowCount()) - 1
        whole = self.index(page * PAGE, 0), self.index(last, self.columnCount() - 1)
        self.dataChanged.emit(*whole, [])

    def _complain(self, generation: int, reason: str) -> None:
        if generation == self._generation:
            self.trouble = reason
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)


def _shown(look: Look, role: int) -> Any:
    if role == Role.DecorationRole:
        return fitted(look, SQUARE) if isinstance(look, Picture) else None
    text = look.text if isinstance(look, Words) else look.size
    if role == Role.ToolTipRole:
        return plain_tip(text)
    return None if isinstance(look, Picture) else text

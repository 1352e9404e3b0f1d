"""Those runs of the table that the person looks for."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel

from kgraph.gui.runs.model import RunsModel
from kgraph.gui.runs.row import RunRow
from kgraph.runs.comparing.finding import is_found

Index = QModelIndex | QPersistentModelIndex


class FoundRuns(QSortFilterProxyModel):
    """The runs that have all words of a text, in the order of the model.

    The model sorts itself: Qt would ask Python for each comparison.
    """

    def __init__(self, model: RunsModel) -> None:
        super().__init__()
        self._model = model
        self._text = ""
        self.setDynamicSortFilter(True)
        self.setSourceModel(model)

    def find(self, text: str) -> None:
        """Shows only the runs that have all words of a text."""
        self._text = text
        self.invalidate()

    def row_at(self, place: int) -> RunRow:
        """Returns the run of a row."""
        return self._model.rows[self.mapToSource(self.index(place, 0)).row()]

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Whether the person looks for a run."""
        return is_found(self._model.rows[row].words, self._text)

"""The rows of the data, as a table."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from kgraph.document.columns import DataDescription
from kgraph.gui.data.asking import Asking
from kgraph.gui.data.pages.rows_model import MOST_COLUMNS, SQUARE, RowsModel

HEIGHT, TALL = 24, 40  # of a row: of words, and with images
WIDTH = 104


class RowsPage(QWidget):
    """A table of all samples; what is scrolled to is asked for."""

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self._split: object = None
        self._description: DataDescription | None = None
        self.model = RowsModel(asking)
        self.table = QTableView()
        self.table.setAccessibleName("Rows of the data")
        self.table.setIconSize(SQUARE)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setDefaultSectionSize(WIDTH)
        self.table.horizontalHeader().setStretchLastSection(True)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.table.horizontalHeader().setDefaultAlignment(left)
        self.table.setCornerButtonEnabled(False)
        self.table.setModel(self.model)
        self._note = QLabel(wordWrap=True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setProperty("role", "muted")
        self.model.headerDataChanged.connect(lambda *_: self._say(self.model.trouble))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._note)
        self._say("")

    def show_data(self, description: DataDescription | None, split: object) -> None:
        """Shows the rows of a source.

        Args:
            split: Whatever the parts depend on; they are asked for anew if it differs.
        """
        if description is self._description and split == self._split:
            return
        self._description, self._split = description, split
        self.model.show_data(description)
        columns = description.columns if description else ()
        has_images = any(len(column.shape) >= 2 for column in columns)
        height = TALL if has_images else HEIGHT
        self.table.verticalHeader().setDefaultSectionSize(height)
        more = len(columns) - MOST_COLUMNS
        self._say(f"{more} more columns are not shown here." if more > 0 else "")

    def _say(self, text: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))

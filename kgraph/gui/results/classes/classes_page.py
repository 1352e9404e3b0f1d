"""The confusion matrix, and beside it a row for each class."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from kgraph.document.evaluation import OutputEvaluation
from kgraph.gui.results.classes.class_table import ClassTable
from kgraph.gui.results.classes.heat_map import HeatMap
from kgraph.gui.theme import Theme

MATRIX, TABLE = 280, 580  # widths, until the person moves what divides them


class ClassesPage(QWidget):
    """What classes were taken for each other, and how well each is told."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.heat_map = HeatMap(theme)
        self.table = ClassTable()
        self.notes = QLabel(wordWrap=True)
        self.notes.setProperty("role", "muted")
        self._splitter = QSplitter()
        self._splitter.addWidget(self.heat_map)
        self._splitter.addWidget(self.table)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([MATRIX, TABLE])
        self._splitter.setChildrenCollapsible(False)
        row = QHBoxLayout()
        row.addWidget(self._splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(2)
        layout.addLayout(row, 1)
        layout.addWidget(self.notes)

    def show_output(self, output: OutputEvaluation) -> None:
        """Shows the classes of an Output."""
        self.heat_map.setVisible(output.confusion is not None)
        self.heat_map.show_confusion(output.confusion)
        self.table.show_output(output)
        self.notes.setText(" ".join(output.notes))
        self.notes.setVisible(bool(output.notes))

    def set_theme(self, theme: Theme) -> None:
        """Colours everything anew."""
        self.heat_map.set_theme(theme)

"""Two runs side by side: settings, drawings and results."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kgraph.document import files
from kgraph.document.comparing import Value
from kgraph.document.errors import KgraphError
from kgraph.gui.canvas.changes import marks
from kgraph.gui.comparing.view import ComparisonView
from kgraph.gui.look.buttons import row_of
from kgraph.gui.look.labels import label
from kgraph.gui.theme import Theme
from kgraph.runs import Run
from kgraph.runs.comparing.comparison import compare_runs, value_text

SIZE = QSize(720, 620)  # before a window that is large enough
MARGIN = QSize(30, 30)


class RunsComparisonDialog(QDialog):
    """Shows what differs from one run to another, and what came of either.

    Args:
        old, new: With their epochs.
    """

    def __init__(self, old: Run, new: Run, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._runs = (old, new)
        self._theme = theme
        self._window = parent.window()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Compare Two Runs")
        self.resize(SIZE.boundedTo(self._window.size() - MARGIN))
        self.found = compare_runs(old, new)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("Differences")
        self.tree.setHeaderLabels(["", f"Run {old.id}", f"Run {new.id}"])
        self.told = label("", "error")
        self.told.hide()
        self._fill()
        self._arrange()

    def _fill(self) -> None:
        found, theme = self.found, self._theme
        settings = [self._values(value) for value in found.settings]
        self._add("Settings", settings or [_note("All settings are the same.", theme)])
        drawing = [
            _sentence(marks.SIGNS[c.kind], c.sentence, marks.color(theme, c.kind))
            for c in found.drawing
        ]
        same = "The model and its data are the same."
        self._add("Drawing", drawing or [_note(found.unread or same, theme)])
        self._add("Results", [self._values(value) for value in found.results])
        self.tree.expandAll()

    def _add(self, title: str, items: Iterable[QTreeWidgetItem]) -> None:
        group = QTreeWidgetItem(self.tree, [title])
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        group.setFirstColumnSpanned(True)
        for item in items:
            group.addChild(item)
            item.setFirstColumnSpanned(item.columnCount() == 1)

    def _values(self, value: Value) -> QTreeWidgetItem:
        texts = [value_text(value.old), value_text(value.new)]
        item = QTreeWidgetItem([value.name, *texts])
        item.setToolTip(0, value.name)
        for column, text in enumerate(texts, 1):
            item.setToolTip(column, text)
            if texts[0] == texts[1]:
                item.setForeground(column, self._theme.muted)
        return item

    def _show_drawings(self) -> None:
        try:
            old, new = (files.load(run.document) for run in self._runs)
        except KgraphError as error:
            self.told.setText(str(error))
            self.told.show()
            return
        names = tuple(f"run {run.id}" for run in self._runs)
        view = ComparisonView(old, new, (names[0], names[1]), self._theme, self._window)
        view.show()
        self.accept()

    def _arrange(self) -> None:
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        for column in range(3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        both = QPushButton("Show Both &Drawings")
        both.setEnabled(not self.found.unread)
        both.clicked.connect(self._show_drawings)
        buttons = row_of(QPushButton("Close"), both)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.tree)
        layout.addWidget(self.told)
        layout.addWidget(buttons)


def _sentence(sign: str, text: str, color: QColor) -> QTreeWidgetItem:
    item = QTreeWidgetItem([f"{sign}  {text}"])
    item.setForeground(0, color)
    item.setToolTip(0, text)
    return item


def _note(text: str, theme: Theme) -> QTreeWidgetItem:
    item = QTreeWidgetItem([text])
    item.setForeground(0, theme.muted)
    item.setToolTip(0, text)
    return item

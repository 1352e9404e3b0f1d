"""The row above the results: the pages, which run, and on which samples."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from kgraph.gui.inspector.editors.editor import ComboBox
from kgraph.gui.look.labels import ElidedLabel
from kgraph.gui.results.asking import Subject

PARTS = {
    "test": "Test",
    "validation": "Validation",
    "train": "Training",
}
LETTERS = 8  # that a choice has room for
LEAST = 56  # pixels of a choice where there is no room
BAR = 120  # pixels
NARROW = 640  # pixels in which the choices have no room beside the pages
KNOWN_RUNS = {"best": "Best run", "latest": "Latest run"}


class ResultsHead(QWidget):
    """Chooses a run and a part, and says how it did in a line.

    Args:
        tabs: Of the pages; they stand at the beginning of the row.
    """

    evaluation_wished = Signal()
    subject_changed = Signal()
    output_chosen = Signal(int)

    def __init__(self, tabs: QTabBar) -> None:
        super().__init__()
        self.run = _combo("Run to evaluate")
        self.part = _combo("Samples to evaluate on")
        self.output = _combo("Output to look at")
        self.button = QPushButton("Evaluate")
        self.button.setProperty("role", "primary")
        self.button.clicked.connect(self.evaluation_wished)
        self.told = ElidedLabel()
        self.told.setProperty("role", "muted")
        self.bar = QProgressBar(textVisible=False, visible=False)
        self.bar.setAccessibleName("Progress of the evaluation")
        self.bar.setMaximumWidth(BAR)
        self.export = QToolButton(text="Export")
        self.export.setMenu(QMenu(self.export))
        self.export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.export.setAccessibleName("Export what is shown")
        for part, words in PARTS.items():
            self.part.addItem(words, part)
        self.output.hide()
        self.show_runs(())
        for combo in (self.run, self.part):
            combo.activated.connect(lambda _: self.subject_changed.emit())
        self.output.activated.connect(self.output_chosen)
        self._is_narrow = False
        self._choices = QWidget()
        self._grid = QGridLayout(self)
        self._arrange(tabs)

    @property
    def subject(self) -> Subject:
        """What is chosen."""
        return Subject(self.run.currentData(), self.part.currentData())

    @property
    def has_runs(self) -> bool:
        """Whether there is a run with weights."""
        return self.run.count() > len(KNOWN_RUNS)

    def show_runs(self, runs: Sequence[str]) -> None:
        """Lists runs by their ids, the latest first; what is chosen stays chosen."""
        chosen = self.run.currentData()
        self.run.clear()
        for which, words in KNOWN_RUNS.items():
            self.run.addItem(words, which)
        for run in reversed(runs):
            self.run.addItem(f"Run {run}", run)
        self.choose_run(chosen or "best")

    def choose_run(self, run: str) -> None:
        """Chooses a run, if it is there."""
        place = self.run.findData(run)
        if place >= 0:
            self.run.setCurrentIndex(place)

    def show_outputs(self, names: Sequence[str]) -> None:
        """Lists the Outputs, if there is a choice."""
        self.output.clear()
        self.output.addItems(list(names))
        self.output.setVisible(len(names) > 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the choices into a row of their own where there is no room beside."""
        super().resizeEvent(event)
        self.button.setMinimumWidth(self.button.sizeHint().width())  # as it is styled
        is_narrow = self.width() < NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            place = (1, 0, 1, 3) if is_narrow else (0, 1, 1, 1)
            self._grid.addWidget(self._choices, *place)

    def show_state(self, *, is_evaluating: bool, has_results: bool) -> None:
        """Offers what can be done now; an evaluation under way can be cancelled."""
        self.button.setText("Cancel" if is_evaluating else "Evaluate")
        self.button.setEnabled(is_evaluating or self.has_runs)
        self.export.setEnabled(has_results)
        if self.bar.isHidden() == is_evaluating:
            # Without an end it only moves; a hidden one would keep the window busy.
            self.bar.setRange(0, 0 if is_evaluating else 1)
            self.bar.setVisible(is_evaluating)

    def show_progress(self, done: int, total: int) -> None:
        """Shows how many samples an evaluation has judged."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.say(f"Evaluating: {done:,} of {total:,} samples")

    def _arrange(self, tabs: QTabBar) -> None:
        self.setMinimumWidth(LEAST)  # what has no room goes into another row
        row = QHBoxLayout(self._choices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self.output, self.run, self.part, self.button):
            row.addWidget(widget)
        self._grid.setContentsMargins(4, 3, 6, 2)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(tabs, 0, 0)
        self._grid.addWidget(self._choices, 0, 1)
        self._grid.addWidget(self.export, 0, 2)
        below = QHBoxLayout()
        below.addWidget(self.told, 1)
        below.addWidget(self.bar)
        self._grid.addLayout(below, 2, 0, 1, 3)

    def say(self, text: str, tip: str = "") -> None:
        """Says how a run did, or what is under way."""
        self.told.setText(f" {text}" if text else "")
        self.told.setToolTip(tip or text)


def _combo(name: str) -> ComboBox:
    combo = ComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.setMinimumContentsLength(LETTERS)
    combo.setMinimumWidth(LEAST)
    return combo

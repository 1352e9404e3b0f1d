"""The row above the results: the pages, which run, and on which samples."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kgraph.gui.inspector.editors.editor import ComboBox
from kgraph.gui.results.asking import Subject

PARTS = {
    "test": "Test",
    "validation": "Validation",
    "train": "Training",
}
LETTERS = 8  # that a choice has room for
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
        self.told = QLabel()
        self.told.setProperty("role", "muted")
        policy = QSizePolicy.Policy
        self.told.setSizePolicy(policy.Ignored, policy.Fixed)  # it may be cut
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
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(tabs, 1)
        for widget in (self.output, self.run, self.part, self.button, self.export):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 3, 6, 0)
        layout.setSpacing(1)
        layout.addLayout(row)
        layout.addWidget(self.told)

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

    def say(self, text: str, tip: str = "") -> None:
        """Says how a run did, or what is under way."""
        self.told.setText(f" {text}" if text else "")
        self.told.setToolTip(tip or text)


def _combo(name: str) -> ComboBox:
    combo = ComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.setMinimumContentsLength(LETTERS)
    return combo

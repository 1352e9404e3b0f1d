"""The window of one sample: how it looks, what is said to it, what else is known."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kgraph.document.data import FOLDER_ENDINGS
from kgraph.document.evaluation import Answer
from kgraph.document.looks import Sample, Words
from kgraph.gui.look.buttons import row_of
from kgraph.gui.look.labels import label
from kgraph.gui.results.asked.answer_view import AnswerView
from kgraph.gui.results.closely.large_view import LargeView
from kgraph.gui.theme import Theme

SIZE = (860, 480)
LEAST = (420, 260)
SHARES = (5, 4)  # of the sample, and of what is said of it
MOST_ROWS = 12  # of an answer
PATIENCE = 200  # milliseconds for which the sample before stays to be seen
LONG = 40  # letters from which on a text is something to read
OPENABLE = tuple(ending for kind in FOLDER_ENDINGS.values() for ending in kind)
"""How files end that the system shows and plays, and never runs."""


class SampleDialog(QDialog):
    """Stays beside the window; it is turned to the samples before and after."""

    turned = Signal(int)
    """The next sample is wanted: 1, or the one before: -1."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setSizeGripEnabled(True)
        self.setMinimumSize(*LEAST)
        self.resize(*SIZE)
        self._theme = theme
        self._file = ""
        self._late = QTimer(self, singleShot=True, interval=PATIENCE)
        self._late.timeout.connect(lambda: self.complain(""))
        self.views: list[AnswerView] = []
        self.large = LargeView(theme)
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setAccessibleName("Text of the sample")
        self.values = QTreeWidget(rootIsDecorated=False, uniformRowHeights=True)
        self.values.setHeaderLabels(["Column", "Value"])
        self.values.setAccessibleName("Other columns of the sample")
        self.size_note = label("", "muted")
        self.note = label("", "muted")
        self.back = QPushButton("&Previous")
        self.on = QPushButton("&Next")
        self.play = QPushButton(visible=False)
        self.close_button = QPushButton("Close")
        self._arrange()
        self.back.clicked.connect(lambda: self.turned.emit(-1))
        self.on.clicked.connect(lambda: self.turned.emit(1))
        self.play.clicked.connect(self._open_file)
        self.close_button.clicked.connect(self.accept)

    def begin(self, title: str, *, is_first: bool, is_last: bool) -> None:
        """Turns to another sample, of which nothing else is known yet."""
        self.setWindowTitle(title)
        self.back.setEnabled(not is_first)
        self.on.setEnabled(not is_last)
        self._late.start()
        self.say("Being asked…")

    def say(self, sentence: str) -> None:
        """Says why there is no answer, in its place."""
        self._show_views(())
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def show_answers(self, run: str, answers: Sequence[Answer]) -> None:
        """Shows what a run says to it, and what would be right."""
        self.say(f"Run {run} says:")
        self._show_views(answers)

    def show_sample(self, columns: Sequence[str], sample: Sample) -> None:
        """Shows how it looks; words that are no text go among the other columns."""
        self._late.stop()
        first = sample.looks[0] if sample.looks else None
        is_told = isinstance(first, Words)
        is_text = isinstance(first, Words) and len(first.text) >= LONG
        self.text.setPlainText(first.text if isinstance(first, Words) else "")
        self.large.show_look(first)
        self._shown.setCurrentWidget(self.text if is_text else self.large)
        self._left.setVisible(is_text or not is_told)
        size = "" if isinstance(first, Words) or first is None else first.size
        where = Path(sample.file).name
        self.size_note.setText(" · ".join(filter(None, (where, size))))
        self._show_values(columns, sample, 0 if is_told and not is_text else 1)
        self._offer_file(sample.file)

    def complain(self, sentence: str) -> None:
        """Says why nobody knows how it looks."""
        self._late.stop()
        self.large.show_look(None)
        self.text.clear()
        self.values.clear()
        self.size_note.setText(sentence)
        self._offer_file("")

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours."""
        self._theme = theme
        self.large.set_theme(theme)
        for view in self.views:
            view.set_theme(theme)

    def _arrange(self) -> None:
        self._shown = QStackedWidget()
        self._shown.addWidget(self.large)
        self._shown.addWidget(self.text)
        self._left = _column(self._shown, self.size_note, stretched=self._shown)
        self._answers = QVBoxLayout()
        self._answers.setSpacing(8)
        right = _column(self.note, self._answers, self.values, stretched=self.values)
        both = QSplitter()
        both.setChildrenCollapsible(False)
        for place, side in enumerate((self._left, right)):
            both.addWidget(side)
            both.setStretchFactor(place, SHARES[place])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 10)
        layout.setSpacing(8)
        layout.addWidget(both, 1)
        below = QHBoxLayout()
        for button in (self.back, self.on):
            button.setAutoDefault(False)
            below.addWidget(button)
        below.addWidget(row_of(self.close_button, self.play), 1)
        layout.addLayout(below)

    def _show_views(self, answers: Sequence[Answer]) -> None:
        for view in self.views:
            self._answers.removeWidget(view)
            view.hide()
            view.deleteLater()
        self.views = [AnswerView(answer, self._theme, MOST_ROWS) for answer in answers]
        for view in self.views:
            self._answers.addWidget(view)

    def _show_values(self, columns: Sequence[str], sample: Sample, first: int) -> None:
        self.values.clear()
        pairs = zip(columns[first:], sample.looks[first:], strict=False)
        for name, look in pairs:
            missing = isinstance(look, Words) and look.is_missing
            text = look.text if isinstance(look, Words) else look.size
            item = QTreeWidgetItem([name, "missing" if missing else text])
            item.setToolTip(1, text)
            self.values.addTopLevelItem(item)
        self.values.setVisible(self.values.topLevelItemCount() > 0)
        self.values.resizeColumnToContents(0)

    def _offer_file(self, file: str) -> None:
        self._file = file
        is_sound = file.lower().endswith(FOLDER_ENDINGS["audio"])
        self.play.setText(
            "&Open with the System's Player" if is_sound else "&Open File"
        )
        self.play.setVisible(file.lower().endswith(OPENABLE))

    def _open_file(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(self._file)):
            self.size_note.setText(f"No program of this system opens {self._file}.")


def _column(*parts: QWidget | QVBoxLayout, stretched: QWidget) -> QWidget:
    """Returns parts below each other, one of which takes what room is left."""
    widget = QWidget()
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    for part in parts:
        if isinstance(part, QVBoxLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part, 1 if part is stretched else 0)
    layout.addStretch(0)
    return widget

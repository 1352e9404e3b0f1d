"""Asks a run about one sample after the other: dropped files, or its own data."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kgraph.document.evaluation import Prediction
from kgraph.document.looks import Sample
from kgraph.gui.look.thumbnails import SIDE, thumbnail
from kgraph.gui.results.asked.answer_view import AnswerView
from kgraph.gui.results.gallery import icon_of, row_in_words
from kgraph.gui.theme import Theme

INVITATION = (
    "Drop an image, a WAV file, a text, a CSV of rows or NumPy arrays here, or take "
    "the samples of the part one by one."
)
LEFT, LEAST = 250, 110  # pixels of the list of samples
PATIENCE = 700  # milliseconds after which it can be cancelled
NARROW = 640  # pixels in which the note has no room beside the buttons
KINDS = "Samples (*.png *.jpg *.jpeg *.gif *.bmp *.wav *.txt *.csv *.tsv *.parquet \
*.npy *.npz *.h5);;All files (*)"


class PredictPage(QWidget):
    """Samples on the left, and what the run says to the one that is selected."""

    files_given = Signal(tuple)
    """Paths of files to predict."""

    cancelled = Signal()
    """An answer that is waited for is no longer wanted."""

    next_wished = Signal(int)
    """Another sample of the part is wanted: the next one, or with -1 the last."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._predictions: tuple[Prediction, ...] = ()
        self._rows: tuple[str, ...] = ()  # in words, those that are told
        self._views: list[AnswerView] = []
        self.choose = QPushButton("Choose Files…")
        self.choose.setToolTip(INVITATION)
        self.choose.clicked.connect(self._ask_for_files)
        self.back = QPushButton("Previous")
        self.back.clicked.connect(lambda: self.next_wished.emit(-1))
        self.on = QPushButton("Next Sample")
        self.on.clicked.connect(lambda: self.next_wished.emit(1))
        self.cancel = QPushButton("Cancel", visible=False)
        self.cancel.clicked.connect(self.cancelled)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self.cancel.show)
        self.list = QListWidget()
        self.list.setAccessibleName("Predictions")
        self.list.setIconSize(QSize(SIDE, SIDE))
        self.list.currentRowChanged.connect(self._show)
        self.note = QLabel(INVITATION, wordWrap=True)
        self.note.setProperty("role", "muted")
        self._answers = QWidget(objectName="inspector_ground")
        self._column = QVBoxLayout(self._answers)
        self._column.setContentsMargins(8, 0, 8, 4)
        self._column.setSpacing(8)
        self._is_narrow = False
        self._head = QGridLayout()
        self.setMinimumWidth(LEAST)  # what has no room goes into another row
        self._arrange()

    @property
    def views(self) -> list[AnswerView]:
        """What is said to the sample that is selected."""
        return self._views

    def show_predictions(self, predictions: Sequence[Prediction]) -> None:
        """Shows what a run says; how the samples look may follow."""
        self._patience.stop()
        self.cancel.hide()
        self._predictions = tuple(predictions)
        self._rows = ()
        self.list.clear()
        for prediction in self._predictions:
            said = "; ".join(answer.text for answer in prediction.answers)
            item = QListWidgetItem(f"{prediction.name}\n{said}", self.list)
            item.setToolTip(prediction.name)
        self.note.setText("" if self._predictions else INVITATION)
        self._body.setVisible(bool(self._predictions))
        self.list.setCurrentRow(0)

    def show_samples(self, columns: Sequence[str], samples: Sequence[Sample]) -> None:
        """Shows how the samples look that something is said to."""
        self._rows = tuple(row_in_words(columns, sample.looks) for sample in samples)
        for row, sample in enumerate(samples[: self.list.count()]):
            look = sample.looks[0] if sample.looks else None
            picture = thumbnail(look, self._theme) if look is not None else None
            if picture is not None:
                self._show_picture(row, picture)
        self._show_row(self.list.currentRow())

    def complain(self, reason: str) -> None:
        """Says why there is no prediction."""
        self.show_predictions(())
        self.note.setText(reason)

    def wait(self) -> None:
        """Says that an answer is on its way; one that takes long can be cancelled."""
        self._patience.start()
        self.note.setText("Being predicted…")

    def set_theme(self, theme: Theme) -> None:
        """Colours everything anew."""
        self._theme = theme
        for view in self._views:
            view.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the answers most of the room, and the note a row of its own."""
        super().resizeEvent(event)
        self.list.setMaximumWidth(max(LEAST, min(LEFT, self.width() // 3)))
        is_narrow = self.width() < NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._head.addWidget(self.note, *((1, 0, 1, 2) if is_narrow else (0, 1)))
            self.list.setIconSize(QSize(SIDE, SIDE) / (2 if is_narrow else 1))

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.choose, self.back, self.on, self.cancel):
            buttons.addWidget(button)
        self._head.setColumnStretch(1, 1)
        self._head.addLayout(buttons, 0, 0)
        self._head.addWidget(self.note, 0, 1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(self._answers)
        self.list.setMinimumWidth(LEAST)
        self._body = QWidget(visible=False)
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.list)
        row.addWidget(scroll, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(4)
        layout.addLayout(self._head)
        layout.addWidget(self._body, 1)
        layout.addStretch(0)

    def _show_picture(self, row: int, picture: QPixmap) -> None:
        whole = Qt.AspectRatioMode.KeepAspectRatio
        self.list.item(row).setIcon(icon_of(picture.scaled(SIDE, SIDE, whole)))

    def _show(self, row: int) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()  # it is deleted only when nothing else is to be done
                widget.deleteLater()
        self._views = []
        if 0 <= row < len(self._predictions):
            for answer in self._predictions[row].answers:
                self._views.append(AnswerView(answer, self._theme))
                self._column.addWidget(self._views[-1])
        self._column.addStretch(1)
        self._show_row(row)

    def _show_row(self, row: int) -> None:
        if 0 <= row < len(self._rows):
            self.note.setText(self._rows[row])

    def _ask_for_files(self) -> None:
        dialog = QFileDialog(self, "Predict")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(KINDS)
        dialog.filesSelected.connect(lambda files: self.files_given.emit(tuple(files)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

"""Samples as what they are: pictures, sounds, curves, texts, with their class."""

import random
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kgraph.document.columns import Column, DataDescription
from kgraph.document.data import Part
from kgraph.document.looks import Look, Sample, Words
from kgraph.gui.data.asking import Asking
from kgraph.gui.data.closer import Closer, closer
from kgraph.gui.data.words import PARTS, place_in_words
from kgraph.gui.inspector.editors.editor import ComboBox
from kgraph.gui.look.icons import icon
from kgraph.gui.look.thumbnails import MARK, SIDE, mark, thumbnail, with_mark
from kgraph.gui.look.tips import plain_tip
from kgraph.gui.theme import Theme
from kgraph.messages import Looked

COUNT = 48  # samples on a page
CAPTION = 40  # letters of a class under a picture
SHOWN_CLASSES = 200
POSITION = Qt.ItemDataRole.UserRole
MIXED = 0  # seed of what is seen first: files come class by class
NARROW = 48  # pixels of a combo box, in a window that is small


class SamplesPage(QWidget):
    """A grid of samples; one column is looked at, one may name the class."""

    chosen = Signal(int)
    """Position of a sample that the person wants to look at closely."""

    def __init__(self, asking: Asking, theme: Theme) -> None:
        super().__init__()
        self._asking = asking
        self._theme = theme
        self._description: DataDescription | None = None
        self._split: object = None
        self._first = 0
        self._total = 0
        self._seed = MIXED
        self._number = 0  # of the question whose answer is to be shown
        self._is_stale = True
        self._samples: tuple[Sample, ...] = ()
        self.column = _combo("Column to look at")
        self.label = _combo("Column that names the class")
        self.part = _combo("Part of the split")
        self.class_ = _combo("Class to look at")
        self.part.addItem("All parts", None)
        for part, words in PARTS.items():
            self.part.addItem(words, part)
        self.list = self._make_list()
        self._note = QLabel()
        self._note.setProperty("role", "muted")
        self.back = self._button("back", "Samples before these")
        self.on = self._button("on", "More samples")
        self.others = self._button("others", "Others, by chance")
        self._arrange()
        self._connect()

    def show_data(self, description: DataDescription | None, split: object) -> None:
        """Shows samples of a source.

        Args:
            split: Whatever the parts depend on; others are asked for if it differs.
        """
        if description is not self._description:
            self._description = description
            self._samples = ()
            self._fill_columns()
        elif split == self._split:
            return
        self._split = split
        self._begin()

    @property
    def positions(self) -> tuple[int, ...]:
        """Where the samples on the page are in their source."""
        return tuple(sample.position for sample in self._samples)

    def part_of(self, position: int) -> Part | None:
        """Returns which part of the split a sample on the page is in."""
        return next((s.part for s in self._samples if s.position == position), None)

    def closer(self, most: int, detail: int) -> Closer:
        """Returns what asks for one of these samples closely.

        Args:
            most: How many columns to show, the one that is looked at first.
        """
        known = self._description.columns if self._description else ()
        first = self.column.currentData()
        others = [c.name for c in known if not c.shape and c.name != first]
        columns = (first, *others[: most - 1])
        return closer(self._asking, columns, self.part.currentData(), detail)

    def set_theme(self, theme: Theme) -> None:
        """Paints everything anew."""
        self._theme = theme
        self._show_icons()
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Asks only when somebody looks."""
        super().showEvent(event)
        self._ask()

    def _arrange(self) -> None:
        self._show_icons()
        bar = QHBoxLayout()
        bar.setSpacing(4)
        for combo in (self.column, self.label, self.class_, self.part):
            bar.addWidget(combo, 1)
        for button in (self.back, self.on, self.others):
            bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 2)
        layout.setSpacing(4)
        layout.addLayout(bar)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._note)

    def _connect(self) -> None:
        for combo in (self.column, self.part, self.class_):
            combo.activated.connect(lambda _: self._begin())
        self.label.activated.connect(lambda _: self._take_label())
        self.back.clicked.connect(lambda: self._turn(-COUNT))
        self.on.clicked.connect(lambda: self._turn(COUNT))
        self.others.clicked.connect(self._shuffle)
        self.list.itemActivated.connect(lambda i: self.chosen.emit(i.data(POSITION)))

    def _make_list(self) -> QListWidget:
        view = QListWidget()
        view.setAccessibleName("Samples")
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setMovement(QListView.Movement.Static)
        view.setSpacing(3)
        view.setWordWrap(True)
        return view

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton(objectName=name, autoRaise=True)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _show_icons(self) -> None:
        names = {self.back: "previous", self.on: "next", self.others: "shuffle"}
        for button, name in names.items():
            button.setIcon(icon(name, self._theme))

    def _fill_columns(self) -> None:
        columns = self._description.columns if self._description else ()
        self.column.clear()
        for column in columns:
            self.column.addItem(column.name, column.name)
        looked_at = next((c for c in columns if c.shape or c.dtype == "string"), None)
        if looked_at is not None:
            self.column.setCurrentIndex(columns.index(looked_at))
        self.label.clear()
        self.label.addItem("No class", None)
        for column in columns:
            if column.categories and not column.shape:
                self.label.addItem(column.name, column.name)
        self.label.setCurrentIndex(self.label.count() - 1)
        self._fill_classes()

    def _fill_classes(self) -> None:
        column = self._column(self.label.currentData())
        self.class_.clear()
        self.class_.addItem("All classes", None)
        for name in column.categories[:SHOWN_CLASSES] if column else ():
            self.class_.addItem(name, name)
        self.class_.setEnabled(column is not None)

    def _take_label(self) -> None:
        self._fill_classes()
        self._begin()

    def _column(self, name: str | None) -> Column | None:
        return self._description.column(name) if self._description and name else None

    def _turn(self, way: int) -> None:
        self._first = max(0, self._first + way)
        self._ask_anew()

    def _shuffle(self) -> None:
        self._first, self._seed = 0, random.randrange(2**31)
        self._ask_anew()

    def _begin(self) -> None:
        self._first, self._seed = 0, MIXED
        self._ask_anew()

    def _ask_anew(self) -> None:
        self._is_stale = True
        self._ask()

    def _ask(self) -> None:
        if not self._is_stale or not self.isVisible() or not self.column.currentData():
            return
        self._is_stale = False
        label, class_ = self.label.currentData(), self.class_.currentData()
        named = (label,) if label else ()
        self._note.setText("Being read…")
        self._number = self._asking.look(
            self._take,
            self._complain,
            (self.column.currentData(), *named),
            first=self._first,
            count=COUNT,
            part=self.part.currentData(),
            where=(label, class_) if label and class_ else None,
            seed=self._seed,
        )

    def _take(self, answer: Looked) -> None:
        if answer.number == self._number:
            self._samples, self._total = answer.samples, answer.total
            self._show()

    def _complain(self, reason: str) -> None:
        self._samples, self._total = (), 0
        self._show()
        self._note.setText(escape(reason))

    def _show(self) -> None:
        self.list.clear()
        is_drawn = any(not isinstance(s.looks[0], Words) for s in self._samples)
        modes = QListView.ViewMode
        self.list.setViewMode(modes.IconMode if is_drawn else modes.ListMode)
        self.list.setIconSize(QSize(2 * SIDE, SIDE + MARK + 2))
        for sample in self._samples:
            self.list.addItem(self._item(sample))
        last = self._first + len(self._samples)
        shown = f"{self._first + 1:,} to {last:,} of {self._total:,}"
        text = f"{shown}{self._legend()}" if self._samples else "No such samples."
        self._note.setText(text)
        self.back.setEnabled(self._first > 0)
        self.on.setEnabled(last < self._total)

    def _legend(self) -> str:
        """Says what the lines below the samples mean, as far as there are any."""
        seen = {sample.part for sample in self._samples}
        marks = (
            f'<span style="color: {color.name()}">▬</span> {PARTS[part]}'
            for part in PARTS
            if part in seen and (color := mark(part, self._theme)) is not None
        )
        return "".join(f" &nbsp; {text}" for text in marks)

    def _item(self, sample: Sample) -> QListWidgetItem:
        look, *more = sample.looks
        pixmap = thumbnail(look, self._theme)
        caption = _text(more[0])[:CAPTION] if more else ""
        place = place_in_words(sample)
        if pixmap is None:
            item = QListWidgetItem("   ".join(filter(None, (_text(look), caption))))
        else:
            icon = QIcon(with_mark(pixmap, sample.part, self._theme))
            item = QListWidgetItem(icon, caption or f"{sample.position:,}")
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
        item.setData(POSITION, sample.position)
        told = filter(None, (caption, f"Sample {place}", _size(look)))
        item.setToolTip(plain_tip(" · ".join(told)))
        return item


def _combo(name: str) -> ComboBox:
    combo = ComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.setMinimumWidth(NARROW)
    return combo


def _text(look: Look) -> str:
    if isinstance(look, Words):
        return "missing" if look.is_missing else look.text
    return look.size


def _size(look: Look) -> str:
    return "" if isinstance(look, Words) else look.size

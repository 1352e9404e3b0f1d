"""Samples with what they are and what they were taken for, as things to look at."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kgraph.document.looks import Look, Sample, Words
from kgraph.gui.look.thumbnails import SIDE, thumbnail
from kgraph.gui.theme import Theme

POSITION = Qt.ItemDataRole.UserRole
CAPTION = 40  # letters of a line under a picture
MOST_COLUMNS = 6  # of a row that is told in words


class Shown(NamedTuple):
    """A sample to show.

    Attributes:
        lines: What is said of it.
        is_wrong: Whether it is a mistake.
    """

    position: int
    lines: tuple[str, ...]
    is_wrong: bool = False


class Gallery(QWidget):
    """A grid of samples, or a list where there is nothing to see but words."""

    chosen = Signal(int)
    """Position of a sample that the person wants to look at closely."""

    worst_wished = Signal()
    """The samples with the highest losses are wanted again."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[Shown, ...] = ()
        self._samples: dict[int, Sample] = {}
        self._columns: tuple[str, ...] = ()
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.note = QLabel()
        self.note.setProperty("role", "muted")
        self.worst = QPushButton("Highest Losses")
        self.worst.clicked.connect(self.worst_wished)
        self.list = QListWidget()
        self.list.setAccessibleName("Samples")
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setSpacing(3)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._choose)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.note, 1)
        head.addWidget(self.worst)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)

    @property
    def positions(self) -> tuple[int, ...]:
        """Where the samples are in their source."""
        return tuple(shown.position for shown in self._shown)

    def show_list(self, title: str, shown: Sequence[Shown], *, is_worst: bool) -> None:
        """Shows what is known of samples; how they look follows.

        Args:
            is_worst: Whether these are the samples with the highest losses.
        """
        self.title.setText(title)
        self._shown = tuple(shown)
        self._samples = {}
        self.note.setText("Being read…" if shown else "There are none.")
        self.worst.setVisible(not is_worst)
        self._fill()

    def show_samples(self, columns: Sequence[str], samples: Sequence[Sample]) -> None:
        """Shows how they look.

        Args:
            columns: The columns that were looked at.
        """
        self._columns = tuple(columns)
        self._samples = {sample.position: sample for sample in samples}
        self.note.setText("Double-click one to look at it closely.")
        self._fill()

    def complain(self, reason: str) -> None:
        """Says why nobody knows how they look."""
        self.note.setText(reason)

    def set_theme(self, theme: Theme) -> None:
        """Paints everything anew."""
        self._theme = theme
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        looks = [sample.looks[0] for sample in self._samples.values() if sample.looks]
        is_drawn = any(not isinstance(look, Words) for look in looks)
        modes = QListView.ViewMode
        self.list.setViewMode(modes.IconMode if is_drawn else modes.ListMode)
        self.list.setIconSize(QSize(2 * SIDE, SIDE))
        self.list.setWordWrap(is_drawn)
        for shown in self._shown:
            self.list.addItem(self._item(shown, is_drawn=is_drawn))

    def _item(self, shown: Shown, *, is_drawn: bool) -> QListWidgetItem:
        sample = self._samples.get(shown.position)
        looks = sample.looks if sample else ()
        if is_drawn:
            item = QListWidgetItem("\n".join(line[:CAPTION] for line in shown.lines))
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            picture = thumbnail(looks[0], self._theme) if looks else None
            if picture is not None:
                item.setIcon(icon_of(picture))
        else:
            told = row_in_words(self._columns, looks)
            item = QListWidgetItem("    ".join((*shown.lines, *filter(None, (told,)))))
        item.setData(POSITION, shown.position)
        item.setToolTip(f"Sample {shown.position}\n" + "\n".join(shown.lines))
        if shown.is_wrong:
            item.setForeground(self._theme.error)
        return item

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(POSITION))


def icon_of(picture: QPixmap) -> QIcon:
    """Returns a picture that stays as it is while it is selected."""
    icon = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        icon.addPixmap(picture, mode)
    return icon


def row_in_words(columns: Sequence[str], looks: Sequence[Look]) -> str:
    """Returns the values of a row with their names."""
    told = [
        f"{name} {look.text}"
        for name, look in zip(columns, looks, strict=False)
        if isinstance(look, Words)
    ]
    more = f" and {len(told) - MOST_COLUMNS} more" if len(told) > MOST_COLUMNS else ""
    return ", ".join(told[:MOST_COLUMNS]) + more

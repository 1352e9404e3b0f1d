"""What an Output says to a sample: bars of how likely, numbers, or a picture."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from kgraph.document.evaluation import Answer, Guess
from kgraph.document.looks import Picture
from kgraph.gui.look.thumbnails import SIDE, image
from kgraph.gui.quantities import measure
from kgraph.gui.theme import Theme

ROW = 20.0
HEAD = 24.0
GAP = 12  # between what was said and what is
MOST_ROWS = 8
LABELS = 0.4  # of the width, at most


class AnswerView(QWidget):
    """Paints an answer: its words, and a bar for each guess.

    Args:
        most: How many guesses to show.
    """

    def __init__(self, answer: Answer, theme: Theme, most: int = MOST_ROWS) -> None:
        super().__init__()
        self._most = most
        self.answer = answer
        self._theme = theme
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Fixed)
        self.setMinimumWidth(180)
        self.setAccessibleName(f"{answer.output}: {answer.text}")
        self.setAccessibleDescription(
            "; ".join(
                f"{guess.label}: {self.value_of(guess)}" for guess in self.guesses
            )
        )
        self.setFixedHeight(self.sizeHint().height())

    @property
    def guesses(self) -> tuple[Guess, ...]:
        """What rows are painted of: none of a number that stands in the head."""
        found = self.answer.guesses
        is_told = self.answer.task == "numbers" and len(found) == 1
        return () if is_told else found[: self._most]

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours."""
        self._theme = theme
        self.update()

    def value_of(self, guess: Guess) -> str:
        """Returns how likely a class is, or a number."""
        if self.answer.are_likelihoods:
            return f"{float(guess.value):.1%}"
        return measure(guess.value)

    def sizeHint(self) -> QSize:
        """Returns room for every guess."""
        picture = SIDE if self.answer.picture is not None else 0
        return QSize(260, int(HEAD + max(ROW * len(self.guesses), picture)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the answer."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter)
        pictures = (self.answer.picture, self.answer.true_picture)
        for place, picture in enumerate(filter(None, pictures)):
            self._paint_picture(painter, place * (SIDE + GAP), picture)
        for number, guess in enumerate(self.guesses):
            self._paint_guess(painter, HEAD + number * ROW, number, guess)

    def _paint_head(self, painter: QPainter) -> None:
        answer, theme = self.answer, self._theme
        middle = Qt.AlignmentFlag.AlignVCenter
        metrics = QFontMetricsF(self.font())
        said = f"{answer.output}:  {answer.text}"
        bold = painter.font()
        bold.setBold(True)
        painter.setFont(bold)
        room = self.width() if not answer.truth else self.width() * 0.62
        elided = QFontMetricsF(bold).elidedText(said, Qt.TextElideMode.ElideRight, room)
        painter.setPen(theme.text)
        painter.drawText(QRectF(0, 0, room, HEAD), middle, elided)
        painter.setFont(self.font())
        if answer.truth:
            left = min(QFontMetricsF(bold).horizontalAdvance(elided) + 14, room)
            rest = self.width() - left
            truth = metrics.elidedText(
                f"is {answer.truth}", Qt.TextElideMode.ElideRight, rest
            )
            painter.setPen(self._verdict())
            painter.drawText(QRectF(left, 0, rest, HEAD), middle, truth)

    def _verdict(self) -> object:
        """Returns the colour of the truth: green or red where it is a class."""
        answer, theme = self.answer, self._theme
        if answer.task not in ("binary", "classes"):
            return theme.muted
        is_right = bool(self.guesses) and self.guesses[0].label == answer.truth
        return theme.success if is_right else theme.error

    def _paint_picture(self, painter: QPainter, left: int, picture: Picture) -> None:
        whole = Qt.AspectRatioMode.KeepAspectRatio
        pixmap = QPixmap.fromImage(image(picture)).scaled(SIDE, SIDE, whole)
        painter.drawPixmap(left, int(HEAD), pixmap)

    def _paint_guess(
        self, painter: QPainter, top: float, number: int, guess: Guess
    ) -> None:
        theme, metrics = self._theme, QFontMetricsF(self.font())
        widest = max(metrics.horizontalAdvance(g.label) for g in self.guesses) + 10
        left = min(widest, self.width() * LABELS)
        middle = Qt.AlignmentFlag.AlignVCenter
        name = metrics.elidedText(guess.label, Qt.TextElideMode.ElideRight, left - 8)
        painter.setPen(theme.text)
        painter.drawText(QRectF(0, top, left, ROW), middle, name)
        text = self.value_of(guess)
        room = self.width() - left - metrics.horizontalAdvance("100.0%") - 12
        length = 0.0
        if self.answer.are_likelihoods:
            length = max(room * float(guess.value), 1.0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.raised)
            painter.drawRoundedRect(QRectF(left, top + 5, room, ROW - 10), 2, 2)
            painter.setBrush(theme.accent if number == 0 else theme.muted)
            painter.drawRoundedRect(QRectF(left, top + 5, length, ROW - 10), 2, 2)
            length = room
        painter.setPen(theme.muted)
        place = QRectF(left + length + 6, top, self.width() - left - length, ROW)
        painter.drawText(place, middle, text)

"""What seems to go wrong in a run, in words, until it is read."""

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from kgraph.gui.look.icons import icon
from kgraph.gui.look.labels import ElidedLabel
from kgraph.gui.look.tips import plain_tip
from kgraph.gui.theme import Theme

LOW, NARROW = 170, 480  # pixels of a panel with no room for more than a line

OVERFITTED = (
    "Overfitting set in: the validation loss was lowest in epoch {}. The weights of "
    "that epoch are kept: make them the current ones, or train anew with dropout, "
    "augmentation or more data."
)


class Told(NamedTuple):
    """A sentence, and the layer or the run that it is about; empty for none."""

    sentence: str
    severity: str
    layer: str = ""
    run: str = ""


class WarningsStrip(QFrame):
    """Shows the newest sentence; once it is dismissed, the one before."""

    layer_requested = Signal(str)
    """Name of a layer that the person wants to see."""

    weights_requested = Signal(str)
    """Id of the run whose best weights the person wants to have."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(visible=False)
        self._theme = theme
        self._told: dict[str, Told] = {}
        self.setProperty("role", "notice")
        self._icon = QLabel()
        self._text = QLabel(wordWrap=True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._line = ElidedLabel()  # in place of the text where there is no room
        self._line.hide()
        self._more = QLabel()
        self._more.setProperty("role", "muted")
        self.layer = QToolButton(text="Show Layer")
        self.layer.clicked.connect(lambda: self.layer_requested.emit(self._now.layer))
        self.weights = QToolButton(text="Take the Best Weights")
        self.weights.setToolTip(
            "Let the drawing begin with what the run knew in its best epoch"
        )
        self.weights.clicked.connect(self._ask_for_weights)
        self.dismiss = QToolButton(toolTip="Dismiss")
        self.dismiss.clicked.connect(self._dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 4, 2)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._line, 1)
        for part in (self._more, self.layer, self.weights, self.dismiss):
            layout.addWidget(part)
        self._show()

    @property
    def text(self) -> str:
        """The sentence that is shown, empty if none is."""
        return self._now.sentence

    def knows(self, kind: str) -> bool:
        """Whether a sentence of this kind has been told and not been dismissed."""
        return kind in self._told

    @property
    def has_errors(self) -> bool:
        """Whether one of the sentences is of an error."""
        return any(told.severity == "error" for told in self._told.values())

    def tell(self, kind: str, sentence: str, severity: str, layer: str = "") -> None:
        """Shows a sentence, in place of another one of its kind.

        Args:
            severity: `error`, `warning`, `success` or `info`.
            layer: Name of the layer that it is about.
        """
        self._told.pop(kind, None)
        self._told[kind] = Told(sentence, severity, layer)
        self._show()

    def end(self, best: int, run: str) -> None:
        """Says of overfitting that was told, and not dismissed, what helps now.

        Args:
            best: The best epoch, from 0.
            run: Id of the run that has ended, whose best weights are offered.
        """
        if "overfitting" in self._told:
            severity = self._told["overfitting"].severity
            sentence = OVERFITTED.format(best + 1)
            self._told["overfitting"] = Told(sentence, severity, run=run)
            self._show()

    def show_room(self, width: int, height: int) -> None:
        """Shows the beginning of a sentence alone where the panel is this small."""
        is_small = height < LOW or width < NARROW
        self._text.setVisible(not is_small)
        self._line.setVisible(is_small)

    def forget(self, kind: str) -> None:
        """Takes back what is true no more."""
        if self._told.pop(kind, None) is not None:
            self._show()

    def clear(self) -> None:
        """Forgets everything."""
        self._told.clear()
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Draws the icons anew."""
        self._theme = theme
        self._show()

    @property
    def _now(self) -> Told:
        return next(reversed(self._told.values()), Told("", "info"))

    def _ask_for_weights(self) -> None:
        run = self._now.run
        self._dismiss()
        self.weights_requested.emit(run)

    def _dismiss(self) -> None:
        self._told.popitem()
        self._show()

    def _show(self) -> None:
        now, theme, others = self._now, self._theme, len(self._told) - 1
        color = getattr(theme, now.severity, theme.accent)
        self._icon.setPixmap(icon(now.severity, theme, color).pixmap(QSize(16, 16)))
        for label in (self._text, self._line):
            label.setText(now.sentence)
            label.setToolTip(plain_tip(now.sentence))
        self._more.setText(f"{others} more" if others > 0 else "")
        self.layer.setVisible(bool(now.layer))
        self.layer.setToolTip(f"Show {now.layer} on the canvas")
        self.weights.setVisible(bool(now.run))
        self.dismiss.setIcon(icon("close", theme, theme.muted))
        self.setProperty("severity", now.severity)
        self.style().polish(self)
        self.setVisible(bool(self._told))

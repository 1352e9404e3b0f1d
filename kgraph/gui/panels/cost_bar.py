"""What the shown graph costs; each part shows on demand where it comes from."""

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from kgraph.document.analysis import GraphAnalysis
from kgraph.gui.canvas.nodes.heat import MEASURES, Measure
from kgraph.gui.quantities import amount, memory

HINT = "Click to see on the canvas where it comes from."


class CostBar(QWidget):
    """Parameters, their memory, multiply-adds and the memory of activations.

    A click on one of them heats the nodes on the canvas by it; one more cools them.
    What has no room is left out: it follows from the rest, or can do without.
    """

    measure_chosen = Signal(object)
    """A `Measure`; None for no heat."""

    def __init__(self) -> None:
        super().__init__()
        self._weights = QLabel()
        self._buttons = {measure: self._button(measure) for measure in MEASURES}
        buttons = self._buttons
        self._known: GraphAnalysis | None = None
        self._batch = 1
        self._trained: int | None = None
        self._stages: tuple[str, ...] = ()
        self._least_first = [self._weights, *reversed(buttons.values())]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addStretch()
        layout.addWidget(buttons["parameters"])
        layout.addWidget(self._weights)
        layout.addWidget(buttons["multiply_adds"])
        layout.addWidget(buttons["activations"])
        layout.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self.hide()

    def sizeHint(self) -> QSize:
        """Returns what all parts need side by side."""
        hints = [part.sizeHint() for part in self._least_first]
        return QSize(sum(h.width() for h in hints), max(h.height() for h in hints))

    def minimumSizeHint(self) -> QSize:
        """Returns nothing to speak of: parts are left out instead."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves out what has no room."""
        super().resizeEvent(event)
        self._leave_out()

    @property
    def text(self) -> str:
        """All that is known."""
        texts = [*(b.text() for b in self._buttons.values()), self._weights.text()]
        return "" if self.isHidden() else "  ".join(texts)

    def show_costs(self, known: GraphAnalysis | None, batch: int) -> None:
        """Shows the totals of a graph; nothing while they are not known.

        Args:
            batch: How many samples are in memory at once.
        """
        self._known, self._batch = known, batch
        self._write()

    def show_trained(self, weights: int | None, stages: tuple[str, ...]) -> None:
        """Says how many of the parameters train.

        Args:
            weights: In the stage that is looked at; None where all do that can.
            stages: A line for each stage.
        """
        if (weights, stages) != (self._trained, self._stages):
            self._trained, self._stages = weights, stages
            self._write()

    def _write(self) -> None:
        known = self._known
        self.setVisible(known is not None)
        if known is None:
            return
        self._weights.setText(f"{memory(known.weight_bytes)} weights")
        texts = _texts(known, self._batch)
        if self._trained is not None:
            text, exactly = texts["parameters"]
            more = "\n".join((exactly, *self._stages))
            texts["parameters"] = f"{text}, {amount(self._trained)} train", more
        for measure, (text, exactly) in texts.items():
            self._buttons[measure].setText(text)
            self._buttons[measure].setToolTip(f"{exactly}\n{HINT}")
        self.updateGeometry()
        self._leave_out()

    def choose_next(self) -> None:
        """Heats by the next measure, and by none after the last."""
        buttons = list(self._buttons.values())
        at = next((i for i, button in enumerate(buttons) if button.isChecked()), -1)
        (buttons[at + 1] if at + 1 < len(buttons) else buttons[at]).click()

    def _leave_out(self) -> None:
        missing = self.sizeHint().width() - self.width()
        for part in self._least_first:
            part.setVisible(missing <= 0)
            missing -= part.sizeHint().width()

    def _button(self, measure: Measure) -> QToolButton:
        button = QToolButton(checkable=True)
        button.clicked.connect(partial(self._click, measure))
        return button

    def _click(self, measure: Measure) -> None:
        self._choose(measure if self._buttons[measure].isChecked() else None)

    def _choose(self, measure: Measure | None) -> None:
        for name, button in self._buttons.items():
            button.setChecked(name == measure)
        self.measure_chosen.emit(measure)


def _texts(known: GraphAnalysis, batch: int) -> dict[Measure, tuple[str, str]]:
    """Returns what each part says, in short and exactly."""
    count = known.trainable + known.non_trainable
    activations = known.activation_bytes * batch
    return {
        "parameters": (
            f"{amount(count)} parameters",
            f"{known.trainable:,} trainable and {known.non_trainable:,} other "
            "parameters",
        ),
        "multiply_adds": (
            f"{amount(known.multiply_adds)} multiply-adds",
            f"{known.multiply_adds:,} multiply-adds for one sample",
        ),
        "activations": (
            f"{memory(activations)} activations",
            f"{activations:,} bytes for what the layers make of a batch of {batch}",
        ),
    }

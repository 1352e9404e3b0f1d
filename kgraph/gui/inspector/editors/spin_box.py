"""A line with two arrows beside it, and what its editors share."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit

from kgraph.gui.inspector.editors.line import LineEditor


class SpinBox(QAbstractSpinBox):
    """A line with two arrows; what a step means is for others to say."""

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccelerated(True)

    def stepBy(self, steps: int) -> None:
        """Tells how often an arrow was pressed; negative is down."""
        self.stepped.emit(steps)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Lets both arrows be pressed."""
        flag = QAbstractSpinBox.StepEnabledFlag
        return flag.StepUpEnabled | flag.StepDownEnabled

    def validate(self, text: str, position: int) -> object:
        """Lets everything be typed: the editor says in words what is wrong."""
        return QValidator.State.Acceptable, text, position

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Lets the form scroll unless the person is at this field."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class SteppedEditor(LineEditor):
    """A line whose arrows step what stands in it."""

    def make_line(self) -> QLineEdit:
        """Returns the line of a spin box."""
        box = SpinBox()
        box.stepped.connect(self.step)
        self.put(box)
        line = box.lineEdit()
        line.setTextMargins(5, 0, 0, 0)
        self.name(line)
        return line

    def step(self, steps: int) -> None:
        """Takes a value that is some steps away; negative is down."""
        raise NotImplementedError

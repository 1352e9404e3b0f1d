"""What all editors have in common: a value, and signals for the person's will."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from kgraph.catalog import ParameterSpec

POPUP_MARGIN = 28  # a scroll bar and some air, in pixels


class Editor(QWidget):
    """Shows one value and lets a person change it.

    What is shown comes from `set_value` alone; `changed` is the person's wish.

    Args:
        parameter: What is edited; its name and text go to screen readers.

    Attributes:
        below: What belongs below the row, over its whole width: nested forms.
    """

    changed = Signal(object)
    """The value that the person chose."""

    refused = Signal(str)
    """Why what was typed is no value; empty once it is one again."""

    def __init__(self, parameter: ParameterSpec) -> None:
        super().__init__()
        self.parameter = parameter
        self.below: QWidget | None = None
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Ignored, policy.Preferred)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)

    def set_value(self, value: Any) -> None:
        """Shows a value; tells nobody."""
        raise NotImplementedError

    def forget(self) -> None:
        """Lets go of what was typed: the next value is of another object."""

    def finish(self) -> None:
        """Says at once what is wrong with what was typed, if anything is."""

    def show_below(self, is_visible: bool) -> None:
        """Shows or hides what stands below the row."""

    def put(self, widget: QWidget) -> None:
        """Adds the widget that is typed into or clicked."""
        self.name(widget)
        self._layout.addWidget(widget)
        if self.focusProxy() is None:
            self.setFocusProxy(widget)

    def name(self, widget: QWidget) -> None:
        """Gives a widget the parameter's name, for screen readers."""
        widget.setAccessibleName(self.parameter.name)
        widget.setAccessibleDescription(self.parameter.documentation)


class ComboBox(QComboBox):
    """A combo box that a wheel over the form does not change."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(18)

    def showPopup(self) -> None:
        """Opens the list, as wide as its longest name."""
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + POPUP_MARGIN)
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the field; of a name that is too long, its beginning and its end."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        middle = Qt.TextElideMode.ElideMiddle
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), middle, room.width() - 2
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Lets the form scroll unless the person is at this field."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

"""One parameter of a form: its name, its editor, a way back to its default."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton

from kgraph.catalog import ParameterSpec
from kgraph.document.values import is_same, plain
from kgraph.gui.inspector.editors.editor import Editor
from kgraph.gui.inspector.editors.label import ParameterLabel, tooltip
from kgraph.gui.look import icon
from kgraph.gui.theme import Theme


class ParameterRow(QObject):
    """Puts a parameter into three columns of a grid and the lines below it."""

    edited = Signal(str, object)
    """Name of the parameter and the value that the person wants."""

    reset_requested = Signal(str)

    def __init__(self, parameter: ParameterSpec, editor: Editor, theme: Theme) -> None:
        super().__init__()
        self.parameter = parameter
        self.editor = editor
        self.label = ParameterLabel(parameter, theme)
        self._theme = theme
        self._grid: QGridLayout | None = None
        self._line = 0
        self._reset: QToolButton | None = None
        self._error: QLabel | None = None
        editor.setToolTip(tooltip(parameter))
        editor.changed.connect(self._pass_on)
        editor.refused.connect(self._show_error)

    @property
    def is_changed(self) -> bool:
        """Whether the value that is shown is not the default."""
        return self.label.is_changed

    def place(self, grid: QGridLayout, line: int) -> int:
        """Adds its widgets to the grid; returns the next free line."""
        self._grid, self._line = grid, line
        grid.addWidget(self.label, line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.editor, line, 1)
        if self.editor.below is not None:
            grid.addWidget(self.editor.below, line + 2, 0, 1, 3)
        return line + 3

    def show_value(self, values: Mapping[str, Any]) -> None:
        """Shows the parameter's value, its default if there is none."""
        parameter = self.parameter
        is_missing = parameter.required and parameter.name not in values
        differs = is_changed(parameter, values)
        self.label.mark(is_changed=differs, is_missing=is_missing)
        self._show_reset(differs)
        self.editor.set_value(values.get(parameter.name, plain(parameter.default)))

    def set_visible(self, is_visible: bool) -> None:
        """Shows or hides the row with all that belongs to it."""
        self.label.setVisible(is_visible)
        self.editor.setVisible(is_visible)
        if self._reset is not None:
            self._reset.setVisible(is_visible and self.is_changed)
        if self._error is not None:
            self._error.setVisible(is_visible and bool(self._error.text()))
        self.editor.show_below(is_visible)

    def _show_reset(self, is_changed: bool) -> None:
        if is_changed and self._reset is None and self._grid is not None:
            self._reset = self._make_reset()
            corner = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
            self._grid.addWidget(self._reset, self._line, 2, corner)
        if self._reset is not None:
            self._reset.setVisible(is_changed)

    def _make_reset(self) -> QToolButton:
        name = self.parameter.name
        button = QToolButton(objectName=f"reset {name}")
        button.setIcon(icon("undo", self._theme, self._theme.accent))
        button.setToolTip(f"Back to {self.parameter.default!r}")
        button.setAccessibleName(f"Reset {name}")
        button.setProperty("role", "small")
        button.setAutoRaise(True)
        button.clicked.connect(lambda: self.reset_requested.emit(name))
        return button

    def _show_error(self, message: str) -> None:
        if message and self._error is None and self._grid is not None:
            self._error = QLabel(
                wordWrap=True, objectName=f"error {self.parameter.name}"
            )
            self._error.setProperty("role", "error")
            self._error.setAccessibleName(f"Error of {self.parameter.name}")
            self._grid.addWidget(self._error, self._line + 1, 0, 1, 3)
        if self._error is not None:
            self._error.setText(message)
            self._error.setVisible(bool(message))

    def _pass_on(self, value: object) -> None:
        self.edited.emit(self.parameter.name, value)


def is_changed(parameter: ParameterSpec, values: Mapping[str, Any]) -> bool:
    """Whether a parameter that has a default is given another value."""
    if parameter.required or parameter.name not in values:
        return False
    return not is_same(values[parameter.name], plain(parameter.default))

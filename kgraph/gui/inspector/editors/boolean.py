"""Edits yes or no."""

from typing import Any

from PySide6.QtWidgets import QCheckBox

from kgraph.catalog import ParameterSpec
from kgraph.gui.inspector.editors.editor import Editor


class BooleanEditor(Editor):
    """A check box."""

    def __init__(self, parameter: ParameterSpec) -> None:
        super().__init__(parameter)
        self._box = QCheckBox()
        self._box.clicked.connect(lambda: self.changed.emit(self._box.isChecked()))
        self.put(self._box)

    def set_value(self, value: Any) -> None:
        """Shows a value; None counts as no."""
        self._box.setChecked(bool(value))

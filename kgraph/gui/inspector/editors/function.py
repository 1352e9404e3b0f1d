"""Stands where a Python function would have to be written."""

from typing import Any

from PySide6.QtWidgets import QLabel

from kgraph.catalog import ParameterSpec
from kgraph.gui.inspector.editors.editor import Editor


class FunctionEditor(Editor):
    """A sentence: a drawing holds no code."""

    def __init__(self, parameter: ParameterSpec) -> None:
        super().__init__(parameter)
        label = QLabel("A Python function: write it in the exported code.")
        label.setWordWrap(True)
        label.setProperty("role", "muted")
        self.put(label)

    def set_value(self, value: Any) -> None:
        """Shows nothing: there is no value that a drawing can hold."""

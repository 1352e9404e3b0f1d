"""Edits what can be written on one line: text, shapes, JSON."""

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from kgraph.catalog import ParameterSpec
from kgraph.document.values import is_same
from kgraph.gui.inspector.editors.editor import Editor

PATIENCE = 700  # milliseconds after the last key until a half-typed value is blamed


class Notation(NamedTuple):
    """How values of a family are written.

    Attributes:
        read: Returns the value of a text; raises ValueError with a sentence.
        write: Returns the text of a value.
    """

    read: Callable[[str], Any]
    write: Callable[[Any], str]


class LineEditor(Editor):
    """A line that is read as it is typed; only what can be read is passed on."""

    def __init__(self, parameter: ParameterSpec, notation: Notation) -> None:
        super().__init__(parameter)
        self._notation = notation
        self._value: Any = None
        self._is_shown = False
        self._error = ""
        self._blame = QTimer(self, singleShot=True, interval=PATIENCE)
        self._blame.timeout.connect(self.finish)
        self.line = self.make_line()
        none = "None" if parameter.nullable else ""
        self.line.setPlaceholderText("required" if parameter.required else none)
        self.line.textEdited.connect(self._read)
        self.line.editingFinished.connect(self.finish)

    def make_line(self) -> QLineEdit:
        """Returns the line that is typed into, in its place."""
        line = QLineEdit()
        self.put(line)
        return line

    def set_value(self, value: Any) -> None:
        """Shows a value; what was typed since the same was last shown is left alone."""
        if self._is_shown and is_same(value, self._value):
            return
        self._value = value
        self._is_shown = True
        self._error = ""
        self._blame.stop()
        self.refused.emit("")
        self.line.setText(self.text(value))
        self.line.setCursorPosition(0)

    def forget(self) -> None:
        """Shows the next value even if it is the same."""
        self._is_shown = False

    def finish(self) -> None:
        """Says at once what is wrong with what was typed, if anything is."""
        self._blame.stop()
        self.refused.emit(self._error)

    def text(self, value: Any) -> str:
        """Returns how a value is written; None is an empty line."""
        return "" if value is None else self._notation.write(value)

    def take(self, value: Any) -> None:
        """Passes on a value that the person chose without typing."""
        self._value = value
        self._error = ""
        self.refused.emit("")
        self.line.setText(self.text(value))
        self.changed.emit(value)

    def _read(self, text: str) -> None:
        try:
            value = self.read(text)
        except ValueError as error:
            self._error = str(error)
            self._blame.start()
            return
        self._error = ""
        self.finish()
        if not is_same(value, self._value):
            self._value = value
            self.changed.emit(value)

    def read(self, text: str) -> Any:
        """Returns the value of a text.

        Raises:
            ValueError: If it has none; the sentence is for the person.
        """
        if text.strip() in ("", "None") and (not text or self.parameter.nullable):
            if self.parameter.required and not self.parameter.nullable:
                raise ValueError(f"{self.parameter.name} needs a value.")
            return None if self.parameter.nullable else self.parameter.default
        return self._notation.read(text)

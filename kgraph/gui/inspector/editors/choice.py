"""Edits one of several values."""

from collections.abc import Mapping
from typing import Any

from kgraph.catalog import ParameterSpec
from kgraph.document.values import is_same
from kgraph.gui.inspector.editors.editor import ComboBox, Editor

NONE = "None"


class ChoiceEditor(Editor):
    """A combo box of the parameter's choices.

    A value that is none of them, such as one of a later Keras, is shown as well.

    Args:
        choices: What can be chosen; the parameter's own choices where it is None.
        words: What people call choices that are text.
    """

    def __init__(
        self,
        parameter: ParameterSpec,
        choices: tuple[Any, ...] | None = None,
        words: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(parameter)
        none = (None,) if parameter.nullable else ()
        self._choices = [*none, *(parameter.choices if choices is None else choices)]
        self._values = list(self._choices)
        words = words or {}
        self._combo = ComboBox()
        self._combo.addItems([words.get(t, t) for t in map(_text, self._values)])
        self._combo.activated.connect(lambda i: self.changed.emit(self._values[i]))
        self.put(self._combo)

    def set_value(self, value: Any) -> None:
        """Shows a value."""
        known = [i for i, v in enumerate(self._choices) if is_same(v, value)]
        del self._values[len(self._choices) :]
        while self._combo.count() > len(self._choices):
            self._combo.removeItem(self._combo.count() - 1)
        if not known and value is not None:
            self._values.append(value)
            self._combo.addItem(_text(value))
            known = [len(self._choices)]
        self._combo.setCurrentIndex(known[0] if known else -1)


def _text(value: Any) -> str:
    if isinstance(value, dict):
        config = value.get("config", {})
        name = config.get("name") if isinstance(config, dict) else None
        return str(name or value.get("class_name", "?"))
    return NONE if value is None else str(value)

"""Chooses what Keras computes with, of what is installed here."""

from importlib.util import find_spec
from typing import Any, NamedTuple, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel

from kgraph.catalog import ParameterSpec
from kgraph.gui.inspector.editors.choice import ChoiceEditor
from kgraph.gui.inspector.editors.editor import ComboBox


class Backend(NamedTuple):
    """What a backend is called, and which extra of kgraph installs it."""

    title: str
    extra: str = ""

    @property
    def command(self) -> str:
        """What installs it."""
        extra = f"[{self.extra}]" if self.extra else ""
        return f"pip install 'kgraph{extra}'"


BACKENDS = {
    "tensorflow": Backend("TensorFlow"),
    "jax": Backend("JAX", "jax"),
    "torch": Backend("PyTorch", "torch"),
}


def is_installed(name: str) -> bool:
    """Whether a backend could be imported; it is not imported to find out."""
    return name not in BACKENDS or find_spec(name) is not None


class BackendEditor(ChoiceEditor):
    """A combo box in which a backend that is not installed cannot be chosen."""

    def __init__(self, parameter: ParameterSpec) -> None:
        super().__init__(parameter)
        combo = self.findChild(ComboBox)
        model = cast(QStandardItemModel, combo.model())
        for row, name in enumerate(parameter.choices):
            known = BACKENDS.get(name)
            if known is None:
                continue
            is_here = is_installed(name)
            says = known.title if is_here else _advice(known)
            combo.setItemData(row, says, Qt.ItemDataRole.ToolTipRole)
            model.item(row).setEnabled(is_here)

    def set_value(self, value: Any) -> None:
        """Shows a value; says how to install what is chosen and not here."""
        super().set_value(value)
        is_here = is_installed(str(value))
        self.refused.emit("" if is_here else _advice(BACKENDS[value]))


def _advice(backend: Backend) -> str:
    return f"{backend.title} is not installed here: {backend.command}"

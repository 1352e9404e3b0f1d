"""Chooses what a run computes on; what the engine has found is offered."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit

from kgraph.catalog import ParameterSpec
from kgraph.gui.inspector.editors.editor import ComboBox
from kgraph.gui.inspector.editors.line import LineEditor, Notation

_DEVICE = re.compile(r"auto|all|cpu|(cpu|gpu|tpu):\d+")


class DeviceEditor(LineEditor):
    """A combo box that can be typed into: the run may be on another machine.

    Args:
        devices: Returns what the engine has found, as Keras calls it: `cpu:0`.
    """

    def __init__(
        self, parameter: ParameterSpec, devices: Callable[[], Sequence[str]]
    ) -> None:
        self._combo = ComboBox()
        self._devices = devices
        super().__init__(parameter, Notation(read_device, str))

    def make_line(self) -> QLineEdit:
        """Returns the line of the combo box."""
        combo = self._combo
        combo.setEditable(True)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        combo.activated.connect(lambda row: self.take(combo.itemText(row)))
        self.put(combo)
        line = combo.lineEdit()
        assert line is not None
        self.name(line)
        return line

    def set_value(self, value: Any) -> None:
        """Shows a value, and offers the devices that are known by now."""
        offers = devices_offered(self._devices())
        if [self._combo.itemText(i) for i in range(self._combo.count())] != offers:
            text = self.line.text()
            self._combo.clear()
            self._combo.addItems(offers)
            self.line.setText(text)
        super().set_value(value)


def devices_offered(devices: Sequence[str]) -> list[str]:
    """Returns what can be chosen on a machine with these devices.

    Example:

    >>> devices_offered(["cpu:0", "gpu:0", "gpu:1"])
    ['auto', 'cpu', 'gpu:0', 'gpu:1', 'all']
    """
    others = [d.lower() for d in devices if not d.lower().startswith("cpu")]
    return ["auto", "cpu", *others, *(["all"] if len(others) > 1 else [])]


def read_device(text: str) -> str:
    """Returns the device that a text names.

    Raises:
        ValueError: If it names none; the sentence is for the person.
    """
    name = text.strip().lower()
    if not _DEVICE.fullmatch(name):
        raise ValueError(
            f"A device is auto, cpu, gpu:0 and so on, or all. Received: {text!r}."
        )
    return name

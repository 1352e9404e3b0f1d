"""Edits a number that may follow a schedule instead: a learning rate."""

from typing import Any

from msgspec.structs import replace

from kgraph.catalog import OperationSpec, ParameterSpec
from kgraph.gui.inspector.editors.nested import MakeForm
from kgraph.gui.inspector.editors.number import NumberEditor
from kgraph.gui.inspector.editors.object import ObjectEditor

# A schedule that was just chosen must work before it is tuned.
_START: dict[str, Any] = {
    "decay_steps": 1000,
    "first_decay_steps": 1000,
    "decay_rate": 0.9,
    "boundaries": [1000],
}


class RateEditor(ObjectEditor):
    """A combo box, constant or one of the schedules, and the number or its form."""

    def __init__(self, parameter: ParameterSpec, make_form: MakeForm) -> None:
        super().__init__(replace(parameter, nullable=True), make_form)
        self._combo.setItemText(0, "constant")
        self.number = NumberEditor(parameter)
        self.number.changed.connect(self.changed)
        self.number.refused.connect(self.refused)
        self._layout.insertWidget(0, self.number)

    def set_value(self, value: Any) -> None:
        """Shows a number, or a schedule's JSON."""
        is_number = not isinstance(value, dict)
        self.number.setVisible(is_number)
        if is_number:
            self.number.set_value(value)
        super().set_value(None if is_number else value)

    def forget(self) -> None:
        """Lets go of what was typed."""
        super().forget()
        self.number.forget()

    def _fresh(self, spec: OperationSpec | None) -> Any:
        rate = self.parameter.default
        if spec is None:
            return rate
        start = {**_START, "initial_learning_rate": rate, "values": [rate, rate / 10]}
        names = [p.name for p in spec.parameters if p.required]
        config = {name: start[name] for name in names if name in start}
        return {"class_name": spec.name, "config": config}

"""A form inside a form: the arguments of a nested object."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from kgraph.catalog import OperationSpec, ParameterSpec
from kgraph.document.values import is_same, plain
from kgraph.gui.inspector.editors.form import FormEditor

MakeForm = Callable[[Sequence[ParameterSpec]], FormEditor]


class NestedForm(QFrame):
    """Shows the config of an object of the catalogue; builds its form when opened."""

    changed = Signal(object)
    """The whole config that the person wants."""

    def __init__(self, make_form: MakeForm) -> None:
        super().__init__()
        self._make_form = make_form
        self._spec: OperationSpec | None = None
        self._config: Mapping[str, Any] = {}
        self._form: FormEditor | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(10, 2, 0, 6)
        self.setProperty("role", "nested")
        self.hide()

    @property
    def form(self) -> FormEditor | None:
        """The form, None until it was opened."""
        return self._form

    def show_config(
        self, spec: OperationSpec | None, config: Mapping[str, Any]
    ) -> None:
        """Takes note of the object's type and config, and shows them if it is open."""
        if spec is not self._spec and self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        self._spec, self._config = spec, config
        if not self.isHidden():
            self._show_form()

    def forget(self) -> None:
        """Lets go of what was typed."""
        if self._form is not None:
            self._form.forget()

    def open(self, is_open: bool) -> None:
        """Shows or hides the form."""
        if is_open:
            self._show_form()
        self.setVisible(is_open and self._form is not None)

    def _show_form(self) -> None:
        if self._form is None and self._spec is not None and self._spec.parameters:
            self._form = self._make_form(self._spec.parameters)
            self._form.edited.connect(self._edit)
            self._form.reset_requested.connect(self._reset)
            self._layout.addWidget(self._form)
        if self._form is not None:
            self._form.show_values(self._config)

    def _edit(self, name: str, value: object) -> None:
        spec = self._spec.parameter(name) if self._spec else None
        if spec and not spec.required and is_same(value, plain(spec.default)):
            self._reset(name)
        else:
            self.changed.emit({**self._config, name: value})

    def _reset(self, name: str) -> None:
        self.changed.emit({k: v for k, v in self._config.items() if k != name})


class ShortConfig(QLabel):
    """What a nested object is made with, on one line while its form is closed."""

    def __init__(self) -> None:
        super().__init__(wordWrap=True)
        self.setProperty("role", "muted")
        self.hide()

    def show_config(self, config: Mapping[str, Any], is_open: bool) -> None:
        """Shows a config, unless there is none or its form shows it."""
        text = ", ".join(f"{name}={_brief(value)}" for name, value in config.items())
        self.setText(text.replace("_", "_\u200b"))  # long names may be broken there
        self.setVisible(bool(text) and not is_open)


def config_of(value: Any) -> Mapping[str, Any]:
    """Returns the config of a nested object's JSON; empty for an identifier."""
    config = value.get("config") if isinstance(value, dict) else None
    return config if isinstance(config, dict) else {}


def with_config(value: Any, spec: OperationSpec, config: Mapping[str, Any]) -> Any:
    """Returns a nested object's JSON with another config; other keys are kept."""
    rest = value if isinstance(value, dict) else {"class_name": spec.name}
    return {**rest, "config": dict(config)}


def _brief(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("class_name", "…"))
    return repr(value)

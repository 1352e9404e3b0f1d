"""Edits a nested object: an initializer, a regularizer, a loss, a wrapped layer."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kgraph import catalog
from kgraph.catalog import OperationSpec, ParameterSpec
from kgraph.document.graph import ENDS
from kgraph.document.values import is_same, plain
from kgraph.gui.inspector.editors.choice import NONE
from kgraph.gui.inspector.editors.editor import ComboBox, Editor
from kgraph.gui.inspector.editors.fold import FoldButton
from kgraph.gui.inspector.editors.nested import (
    MakeForm,
    NestedForm,
    ShortConfig,
    config_of,
    with_config,
)


class ObjectEditor(Editor):
    """A combo box of the entries that fit, and the form of the chosen one below."""

    def __init__(self, parameter: ParameterSpec, make_form: MakeForm) -> None:
        super().__init__(parameter)
        self._value: Any = None
        self._is_shown = True
        self._specs = offered(parameter)
        self._spec: OperationSpec | None = None
        self._combo = self._make_combo()
        self._arrow = FoldButton()
        self._arrow.setAccessibleName(f"Parameters of {parameter.name}")
        self._arrow.toggled.connect(self._open)
        self._short = ShortConfig()
        self.put(self._beside(self._combo, self._arrow))
        self._layout.addWidget(self._short)
        self.setFocusProxy(self._combo)
        self.nested = NestedForm(make_form)
        self.nested.changed.connect(self._change_config)
        self.below = self.nested

    def set_value(self, value: Any) -> None:
        """Shows a nested object's JSON."""
        self._value = value
        self._spec = catalog.load().resolve(value, *self.parameter.takes)
        self._show_choice()
        config = config_of(value)
        self.nested.show_config(self._spec, config)
        has_form = self._spec is not None and bool(self._spec.parameters)
        self._arrow.setVisible(has_form)
        if not has_form:
            self._arrow.setChecked(False)
        self.nested.open(self._arrow.isChecked() and self._is_shown)
        self._show_short()

    def forget(self) -> None:
        """Lets go of what was typed in the nested form."""
        self.nested.forget()

    def show_below(self, is_visible: bool) -> None:
        """Shows the nested form if it is open and its row is shown."""
        self._is_shown = is_visible
        self.nested.open(is_visible and self._arrow.isChecked())

    def _make_combo(self) -> ComboBox:
        combo = ComboBox()
        self.name(combo)
        if self.parameter.nullable:
            combo.addItem(NONE, None)
        for spec in self._specs:
            combo.addItem(spec.name, spec.name)
            role = Qt.ItemDataRole.ToolTipRole
            combo.setItemData(combo.count() - 1, spec.summary, role)
        self._known = combo.count()
        combo.activated.connect(self._choose)
        return combo

    def _beside(self, *widgets: QWidget) -> QWidget:
        both = QWidget()
        layout = QHBoxLayout(both)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for widget in widgets:
            layout.addWidget(widget)
        layout.setStretch(0, 1)
        return both

    def _show_choice(self) -> None:
        while self._combo.count() > self._known:
            self._combo.removeItem(self._combo.count() - 1)
        name = self._spec.name if self._spec else None
        index = self._combo.findData(name) if name or self._value is None else -1
        if index < 0 and self._value is not None:
            self._combo.addItem(_named(self._value), _named(self._value))
            index = self._known
        self._combo.setCurrentIndex(index)

    def _show_short(self) -> None:
        self._short.show_config(config_of(self._value), self._arrow.isChecked())

    def _open(self, is_open: bool) -> None:
        self.nested.open(is_open)
        self._show_short()

    def _choose(self, index: int) -> None:
        if index >= self._known:
            return
        name = self._combo.itemData(index)
        spec = next((s for s in self._specs if s.name == name), None)
        if spec is self._spec and (spec is not None or self._value is None):
            return
        self.changed.emit(self._fresh(spec))
        if spec is not None and any(p.required for p in spec.parameters):
            self._arrow.setChecked(True)

    def _fresh(self, spec: OperationSpec | None) -> Any:
        """The JSON of an entry as it is when it was just chosen."""
        default = plain(self.parameter.default)
        if spec is None:
            return None
        if catalog.load().resolve(default, *self.parameter.takes) is spec:
            return default
        if spec.kind == "activation":
            return spec.name
        return {"class_name": spec.name, "config": {}}

    def _change_config(self, config: Any) -> None:
        if self._spec is None:
            return
        default = plain(self.parameter.default)
        is_default = (
            catalog.load().resolve(default, *self.parameter.takes) is self._spec
        )
        if is_default and is_same(config, dict(config_of(default))):
            self.changed.emit(default)
        else:
            self.changed.emit(with_config(self._value, self._spec, config))


def offered(parameter: ParameterSpec) -> list[OperationSpec]:
    """Returns the entries that a person may choose for a parameter."""
    found = catalog.load().all(*parameter.takes)
    return [s for s in found if not s.needs_code and s.name not in ENDS]


def _named(value: Any) -> str:
    return str(value.get("class_name", "?") if isinstance(value, dict) else value)

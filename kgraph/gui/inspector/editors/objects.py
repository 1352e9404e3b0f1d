"""Edits a list of nested objects, in order: metrics, callbacks, cells."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kgraph import catalog
from kgraph.catalog import OperationSpec, ParameterSpec
from kgraph.gui.inspector.editors.editor import Editor
from kgraph.gui.inspector.editors.fold import FoldButton
from kgraph.gui.inspector.editors.nested import (
    MakeForm,
    NestedForm,
    ShortConfig,
    config_of,
    with_config,
)
from kgraph.gui.inspector.editors.object import offered
from kgraph.gui.look.labels import ElidedLabel
from kgraph.gui.look.tips import plain_tip

INDENT = 11


class ObjectsEditor(Editor):
    """A button that adds an object, and below it one line for each."""

    def __init__(self, parameter: ParameterSpec, make_form: MakeForm) -> None:
        super().__init__(parameter)
        self._make_form = make_form
        self._values: list[Any] = []
        self._items: list[ObjectItem] = []
        self._specs = offered(parameter)
        self.adder = QPushButton(f" Add a {' or '.join(parameter.takes)}")
        self.adder.setProperty("role", "adder")
        self.put(self.adder)
        # Not before: a menu that is there first ties Tab's chain into a knot.
        self.adder.setMenu(self._make_menu())
        self.below = QWidget()
        self._lines = QVBoxLayout(self.below)
        self._lines.setContentsMargins(INDENT, 0, 0, 0)
        self._lines.setSpacing(0)
        self.below.hide()

    @property
    def items(self) -> list["ObjectItem"]:
        """The lines, in order."""
        return self._items

    def set_value(self, value: Any) -> None:
        """Shows a list of nested objects' JSON."""
        self._values = list(value) if isinstance(value, list) else []
        while len(self._items) > len(self._values):
            gone = self._items.pop()
            gone.hide()
            gone.deleteLater()
        while len(self._items) < len(self._values):
            self._items.append(self._make_item(len(self._items)))
        for index, (item, each) in enumerate(
            zip(self._items, self._values, strict=True)
        ):
            spec = catalog.load().resolve(each, *self.parameter.takes)
            item.show_object(each, spec, index, len(self._values))
        if self.below is not None:
            self.below.setVisible(bool(self._items))

    def forget(self) -> None:
        """Lets go of what was typed in the nested forms."""
        for item in self._items:
            item.nested.forget()

    def show_below(self, is_visible: bool) -> None:
        """Shows the lines if there are any and the row is shown."""
        if self.below is not None:
            self.below.setVisible(is_visible and bool(self._items))

    def _make_item(self, index: int) -> "ObjectItem":
        item = ObjectItem(self._make_form)
        item.changed.connect(lambda value: self._replace(index, [value]))
        item.removed.connect(lambda: self._replace(index, []))
        item.moved.connect(lambda by: self._move(index, by))
        self._lines.addWidget(item)
        return item

    def _make_menu(self) -> QMenu:
        menu = QMenu(self.adder)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        menu.triggered.connect(lambda action: self.add(action.data()))
        return menu

    def _fill(self, menu: QMenu) -> None:
        if menu.isEmpty():
            for spec in self._specs:
                action = menu.addAction(spec.name)
                action.setToolTip(spec.summary)
                action.setData(spec.name)

    def add(self, name: str) -> None:
        """Asks for one more object, at the end."""
        spec = next(spec for spec in self._specs if spec.name == name)
        self.changed.emit([*self._values, {"class_name": spec.name, "config": {}}])
        if any(p.required for p in spec.parameters) and self._items:
            self._items[-1].open()

    def _replace(self, index: int, by: list[Any]) -> None:
        self.changed.emit([*self._values[:index], *by, *self._values[index + 1 :]])

    def _move(self, index: int, by: int) -> None:
        values = list(self._values)
        values.insert(index + by, values.pop(index))
        self.changed.emit(values)


class ObjectItem(QWidget):
    """One object of a list: its name, its config, and buttons to move or remove it."""

    changed = Signal(object)
    """The object's JSON that the person wants."""

    removed = Signal()
    moved = Signal(int)

    def __init__(self, make_form: MakeForm) -> None:
        super().__init__()
        self._value: Any = None
        self._spec: OperationSpec | None = None
        self._arrow = FoldButton()
        self._arrow.setAccessibleName("Parameters")
        self._arrow.toggled.connect(self._open)
        self._name = ElidedLabel()
        self._short = ShortConfig()
        self._short.setIndent(2 * INDENT)
        self.up = _button(Qt.ArrowType.UpArrow, "Move up")
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down = _button(Qt.ArrowType.DownArrow, "Move down")
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.remove = QToolButton(autoRaise=True, text="✕")
        self.remove.setProperty("role", "small")
        self.remove.setToolTip("Remove")
        self.remove.clicked.connect(self.removed)
        self.nested = NestedForm(make_form)
        self.nested.changed.connect(self._change_config)
        self._arrange()

    def show_object(
        self, value: Any, spec: OperationSpec | None, index: int, count: int
    ) -> None:
        """Shows the object at a place of a list."""
        self._value, self._spec = value, spec
        named = value.get("class_name", "?") if isinstance(value, dict) else value
        self._name.setText(spec.name if spec else str(named))
        about = spec.summary if spec else ""
        self._name.setToolTip(plain_tip(f"{self._name.text()}: {about}"))
        self.remove.setAccessibleName(f"Remove {self._name.text()}")
        self.up.setEnabled(index > 0)
        self.down.setEnabled(index < count - 1)
        self.nested.show_config(spec, config_of(value))
        self._arrow.setEnabled(spec is not None and bool(spec.parameters))
        self._show_short()

    def open(self) -> None:
        """Shows the object's form."""
        self._arrow.setChecked(True)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        line = QHBoxLayout()
        line.setSpacing(2)
        line.addWidget(self._arrow)
        line.addWidget(self._name, 1)
        for button in (self.up, self.down, self.remove):
            line.addWidget(button)
        layout.addLayout(line)
        layout.addWidget(self._short)
        layout.addWidget(self.nested)

    def _show_short(self) -> None:
        self._short.show_config(config_of(self._value), self._arrow.isChecked())

    def _open(self, is_open: bool) -> None:
        self.nested.open(is_open)
        self._show_short()

    def _change_config(self, config: Any) -> None:
        if self._spec is not None:
            self.changed.emit(with_config(self._value, self._spec, config))


def _button(arrow: Qt.ArrowType, what: str) -> QToolButton:
    button = QToolButton(autoRaise=True, arrowType=arrow)
    button.setProperty("role", "small")
    button.setToolTip(what)
    button.setAccessibleName(what)
    return button

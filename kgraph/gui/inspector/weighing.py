"""How much classes and samples count at an Output."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from kgraph.catalog import ParameterSpec
from kgraph.gui.inspector.editors.editor import ComboBox, Editor
from kgraph.gui.inspector.editors.number import NumberEditor
from kgraph.gui.look.layouts import empty

WAYS = {"none": "all the same", "balanced": "balanced", "by hand": "by hand"}
BY_HAND = "by hand"
MOST_CLASSES = 60
NOBODY = "None"


class ClassWeightsEditor(Editor):
    """A combo box, and below it a number for each class where they are set by hand."""

    def __init__(self, parameter: ParameterSpec) -> None:
        super().__init__(parameter)
        self._classes: tuple[str, ...] = ()
        self._weights: dict[str, float] = {}
        self._is_shown = True
        self.combo = ComboBox()
        for way, words in WAYS.items():
            self.combo.addItem(words, way)
        self.combo.activated.connect(lambda _: self._choose())
        self.put(self.combo)
        self.below = QWidget()
        self._grid = QGridLayout(self.below)
        self._grid.setContentsMargins(18, 0, 30, 4)
        self._grid.setVerticalSpacing(3)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        self.numbers: dict[str, NumberEditor] = {}

    def show_classes(self, classes: Sequence[str]) -> None:
        """Takes note of the classes that there are, before a value is shown."""
        if tuple(classes) != self._classes:
            self._classes = tuple(classes)
            self._clear()

    def set_value(self, value: Any) -> None:
        """Shows `none`, `balanced` or a weight for each class."""
        is_by_hand = isinstance(value, Mapping)
        self._weights = dict(value) if is_by_hand else {}
        way = BY_HAND if is_by_hand else value
        self.combo.setCurrentIndex(self.combo.findData(way))
        if is_by_hand and not self.numbers:
            self._build()
        for name, number in self.numbers.items():
            number.set_value(self._weights.get(name, 1.0))
        self.show_below(self._is_shown)

    def show_below(self, is_visible: bool) -> None:
        """Shows the numbers if they are what counts."""
        self._is_shown = is_visible
        if self.below is not None:
            is_by_hand = self.combo.currentData() == BY_HAND
            self.below.setVisible(is_visible and is_by_hand)

    def _choose(self) -> None:
        way = self.combo.currentData()
        self.changed.emit(dict.fromkeys(self._classes, 1.0) if way == BY_HAND else way)

    def _build(self) -> None:
        names = [*self._classes, *(n for n in self._weights if n not in self._classes)]
        for row, name in enumerate(names[:MOST_CLASSES]):
            spec = ParameterSpec(
                f"weight of {name}",
                "float",
                default=1.0,
                documentation="1 counts as usual, 2 twice, 0 not at all.",
            )
            number = NumberEditor(spec)
            number.setToolTip(spec.documentation)
            number.changed.connect(lambda value, name=name: self._weigh(name, value))
            title = QLabel(name)
            title.setTextFormat(Qt.TextFormat.PlainText)
            self._grid.addWidget(title, row, 0)
            self._grid.addWidget(number, row, 1)
            self.numbers[name] = number

    def _weigh(self, name: str, value: float) -> None:
        self.changed.emit({**self._weights, name: value})

    def _clear(self) -> None:
        self.numbers = {}
        empty(self._grid)


class ColumnEditor(Editor):
    """A combo box of columns; a column that is not there is shown as well."""

    def __init__(self, parameter: ParameterSpec) -> None:
        super().__init__(parameter)
        self.combo = ComboBox()
        self.combo.addItem(NOBODY, "")
        self.combo.activated.connect(
            lambda _: self.changed.emit(self.combo.currentData())
        )
        self.put(self.combo)

    def show_columns(self, names: Sequence[str]) -> None:
        """Takes note of the columns that there are, before a value is shown."""
        while self.combo.count() > 1:
            self.combo.removeItem(1)
        for name in names:
            self.combo.addItem(name, name)

    def set_value(self, value: Any) -> None:
        """Shows the name of a column, empty for none."""
        if self.combo.findData(value) < 0:
            self.combo.addItem(str(value), value)
        self.combo.setCurrentIndex(self.combo.findData(value))

"""The forms of how bound columns are prepared, together or each for itself."""

from collections.abc import Sequence
from typing import Any, get_args

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from kgraph.catalog import ParameterSpec
from kgraph.document.binding import preparation_of
from kgraph.document.columns import Column, DataDescription
from kgraph.document.project import Binding, Missing, Preparation, Scaling
from kgraph.gui.inspector.editors.editor import ComboBox
from kgraph.gui.inspector.editors.fold import FoldButton
from kgraph.gui.look.layouts import empty
from kgraph.gui.look.tips import plain_tip

BINDING = (
    ParameterSpec(
        "scaling",
        "choice",
        default="none",
        choices=get_args(Scaling),
        documentation="standard: zero mean and unit variance; minmax: 0 to 1; both as "
        "in the training split.",
    ),
    ParameterSpec(
        "one_hot",
        "boolean",
        default=False,
        documentation="Whether categories become vectors of 0 and 1, not integers.",
    ),
    ParameterSpec(
        "missing",
        "choice",
        default="refuse",
        choices=get_args(Missing),
        documentation="What stands in for a value that is missing, as in the training "
        "split; refuse: nothing, and nothing is trained.",
    ),
    ParameterSpec(
        "reshape",
        "shape",
        nullable=True,
        documentation="The shape that one sample is given, e.g. 8, 8, 1.",
    ),
    ParameterSpec(
        "class_weights",
        "json",
        default="none",
        documentation="How much samples of each class count in the loss. Balanced: "
        "rare classes as much as frequent ones.",
    ),
    ParameterSpec(
        "sample_weights",
        "text",
        default="",
        documentation="The column that says how much each sample counts in the loss.",
    ),
)
OF_INPUTS = ("reshape",)
OF_OUTPUTS = ("class_weights", "sample_weights")
MOST_ROWS = 60
NARROW = 60  # pixels of a field, in an inspector that is narrow


class PerColumnEditor(QWidget):
    """A row for each column, folded until somebody wants to tell them apart."""

    changed = Signal(object)
    """What columns are prepared like that are not like all: name to `Preparation`."""

    def __init__(self) -> None:
        super().__init__()
        self._binding = Binding(())
        self._columns: tuple[Column, ...] = ()
        self.fold = FoldButton("Each column for itself")
        self.fold.toggled.connect(lambda _: self._show())
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 1)
        self.fields: dict[str, tuple[ComboBox, QCheckBox, ComboBox]] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.fold)
        layout.addWidget(self._rows)

    def show_binding(
        self, binding: Binding | None, description: DataDescription | None
    ) -> None:
        """Shows how the columns of a binding are prepared; nothing for a single one."""
        found = (
            [description.column(n) for n in binding.columns]
            if (binding and description)
            else []
        )
        columns = tuple(column for column in found if column)
        self.setVisible(len(columns) > 1)
        if binding is None or len(columns) < 2:
            return
        self._binding = binding
        if columns != self._columns:
            self._columns = columns
            self._clear()
        own = sum(name in binding.columns for name in binding.per_column)
        note = f" · {own} changed" if own else ""
        self.fold.setText(f"Each column for itself{note}")
        self._show()

    def _show(self) -> None:
        is_open = self.fold.isChecked()
        self._rows.setVisible(is_open)
        if not is_open:
            return
        if not self.fields:
            self._build()
        for name, (scaling, one_hot, missing) in self.fields.items():
            preparation = preparation_of(self._binding, name)
            scaling.setCurrentText(preparation.scaling)
            one_hot.setChecked(preparation.one_hot)
            missing.setCurrentText(preparation.missing)

    def _build(self) -> None:
        for place, title in enumerate(("Column", "Scaling", "1-hot", "Missing")):
            heading = QLabel(title)
            heading.setProperty("role", "muted")
            self._grid.addWidget(heading, 0, place)
        for row, column in enumerate(self._columns[:MOST_ROWS], 1):
            self._add_row(row, column)
        more = len(self._columns) - MOST_ROWS
        if more > 0:
            note = QLabel(f"and {more} more, prepared like all")
            self._grid.addWidget(note, MOST_ROWS + 1, 0, 1, 4)

    def _add_row(self, row: int, column: Column) -> None:
        name = column.name
        label = QLabel(name)
        label.setMinimumWidth(NARROW // 2)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setToolTip(plain_tip(name))
        scaling = _combo(get_args(Scaling), f"Scaling of {name}")
        missing = _combo(get_args(Missing), f"Missing values of {name}")
        one_hot = QCheckBox()
        one_hot.setAccessibleName(f"One-hot for {name}")
        one_hot.setEnabled(column.is_categorical)
        scaling.activated.connect(
            lambda _: self._set(name, "scaling", scaling.currentText())
        )
        one_hot.clicked.connect(
            lambda *_: self._set(name, "one_hot", one_hot.isChecked())
        )
        missing.activated.connect(
            lambda _: self._set(name, "missing", missing.currentText())
        )
        for place, widget in enumerate((label, scaling, one_hot, missing)):
            self._grid.addWidget(widget, row, place)
        self.fields[name] = scaling, one_hot, missing

    def _set(self, column: str, field: str, value: Any) -> None:
        binding = self._binding
        own = replace(preparation_of(binding, column), **{field: value})
        for_all = Preparation(binding.scaling, binding.one_hot, binding.missing)
        others = {n: p for n, p in binding.per_column.items() if n != column}
        self.changed.emit(others if own == for_all else {**others, column: own})

    def _clear(self) -> None:
        self.fields = {}
        empty(self._grid)


def weighing_columns(description: DataDescription) -> list[str]:
    """Returns the columns that can say how much a sample counts."""
    return [
        column.name
        for column in description.columns
        if not column.shape and column.dtype == "float32"
    ]


def _combo(choices: Sequence[str], name: str) -> ComboBox:
    combo = ComboBox()
    combo.addItems(list(choices))
    combo.setAccessibleName(name)
    combo.setToolTip(plain_tip(name))
    combo.setMinimumWidth(NARROW)
    return combo

"""A form that is made from the catalogue: one row for each parameter."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from kgraph.catalog import ParameterSpec
from kgraph.gui.inspector.editors.editor import Editor
from kgraph.gui.inspector.editors.fold import FoldButton
from kgraph.gui.inspector.editors.order import Order, divided
from kgraph.gui.inspector.editors.row import ParameterRow, is_changed
from kgraph.gui.theme import Theme


class FormEditor(QWidget):
    """Shows the arguments of one constructor or call.

    What is seldom touched is folded under "More" and not built before that is opened.

    Args:
        make_editor: Returns the editor of a parameter.
        folds: Whether anything is folded at all.
        order: What comes first and what is folded; by default as people set it.
    """

    edited = Signal(str, object)
    """Name of a parameter and the value that the person wants."""

    reset_requested = Signal(str)
    """Name of a parameter that is to have its default again."""

    def __init__(
        self,
        parameters: Sequence[ParameterSpec],
        make_editor: Callable[[ParameterSpec], Editor],
        theme: Theme,
        *,
        folds: bool = True,
        order: Order | None = None,
    ) -> None:
        super().__init__()
        self._make_editor = make_editor
        self._theme = theme
        self._values: Mapping[str, Any] = {}
        self._rows: dict[str, ParameterRow] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)  # else forms without a way back are wider
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(2, 30)  # the way back to the default
        usual, groups = divided(parameters, order, folds=folds)
        self._groups = [group for group in groups if group[1]]
        self._folded = [p for _, group in self._groups for p in group]
        self._headings: list[QLabel] = []
        self._line = 0
        self._build(usual)
        self._more: FoldButton | None = None
        if self._folded:
            self._more = self._make_more()

    @property
    def rows(self) -> Mapping[str, ParameterRow]:
        """The rows that were built, by the parameter's name."""
        return self._rows

    @property
    def more(self) -> FoldButton | None:
        """The button that opens what is folded, None if nothing is."""
        return self._more

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Shows the values that differ from the default, and the defaults."""
        self._values = values
        for row in self._rows.values():
            row.show_value(values)
        self._show_more_text()

    def point_at(self, name: str) -> None:
        """Lets the person edit a parameter, opening what it is folded in."""
        if self._more is not None and name in {p.name for p in self._folded}:
            self._more.setChecked(True)
        if name in self._rows:
            self._rows[name].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def forget(self) -> None:
        """Lets go of what was typed: the next values are of another object."""
        for row in self._rows.values():
            row.editor.forget()

    def _build(self, parameters: Sequence[ParameterSpec]) -> None:
        for parameter in parameters:
            editor = self._make_editor(parameter)
            row = ParameterRow(parameter, editor, self._theme)
            row.setParent(self)
            row.edited.connect(self.edited)
            row.reset_requested.connect(self.reset_requested)
            self._line = row.place(self._grid, self._line)
            self._rows[parameter.name] = row

    def _make_more(self) -> FoldButton:
        button = FoldButton("More")
        button.setObjectName("more")
        button.toggled.connect(self._open)
        self._grid.addWidget(button, self._line, 0, 1, 3)
        self._line += 1
        return button

    def _open(self, is_open: bool) -> None:
        if self._folded[0].name not in self._rows:
            for title, parameters in self._groups:
                self._add_heading(title)
                self._build(parameters)
            self.show_values(self._values)
        for heading in self._headings:
            heading.setVisible(is_open)
        for parameter in self._folded:
            self._rows[parameter.name].set_visible(is_open)

    def _add_heading(self, title: str) -> None:
        if not title:
            return
        heading = QLabel(title)
        heading.setProperty("role", "group")
        self._grid.addWidget(heading, self._line, 0, 1, 3)
        self._headings.append(heading)
        self._line += 1

    def _show_more_text(self) -> None:
        if self._more is None:
            return
        changed = [p for p in self._folded if is_changed(p, self._values)]
        note = f" · {len(changed)} changed" if changed else ""
        self._more.setText(f"More ({len(self._folded)}){note}")
        self._more.setAccessibleName(f"More parameters{note}")

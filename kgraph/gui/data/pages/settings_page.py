"""How the source is read, what stands beside it, and how samples are divided."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kgraph.catalog import ParameterSpec
from kgraph.catalog.own import SPLIT
from kgraph.catalog.own_sources import SOURCES, WINDOWS
from kgraph.document.columns import DataDescription
from kgraph.document.project import Data, DataSource, SourceKind, Split, Windows
from kgraph.document.telling.words import setting
from kgraph.document.values import plain
from kgraph.gui.data.chooser import SourceChooser
from kgraph.gui.data.pages.beside import BesidePanel
from kgraph.gui.data.permission import Permission
from kgraph.gui.data.sourcing import Sourcing
from kgraph.gui.document import Document
from kgraph.gui.inspector.editors import EditorFactory, FormEditor
from kgraph.gui.inspector.editors.factory import MakeEditor
from kgraph.gui.inspector.section import SectionPanel, muted
from kgraph.gui.inspector.weighing import ColumnEditor
from kgraph.gui.theme import Theme

WITH_ROWS: tuple[SourceKind, ...] = ("csv", "parquet", "npz", "hdf5")
BY_CHANCE = ("stratify", "seed")  # what matters only then
PAUSE = 500  # milliseconds after the last key until data is read anew
LENGTH = 24  # rows of a sample, to begin with
WIDTH = 330
ROOMY = 560  # pixels from which on forms stand beside each other


class SettingsPage(QScrollArea):
    """Forms beside each other, as far as there is room."""

    def __init__(
        self,
        document: Document,
        sourcing: Sourcing,
        permission: Permission,
        theme: Theme,
    ) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._document = document
        self._sourcing = sourcing
        self._factory = EditorFactory(theme)
        self._kind: SourceKind | None = None
        self._wished: dict[str, Callable[[], None]] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.finish)
        document.replacing.connect(self._wished.clear)
        self.options: FormEditor | None = None
        self._options = SectionPanel("Reading")
        self._plain = muted("There is nothing to set for this kind of data.")
        self._options.add(self._plain)
        self.has_windows = QCheckBox("Time-series windows over the rows")
        self.has_windows.setToolTip(WINDOWS.documentation)
        self.has_windows.clicked.connect(lambda *_: self._switch_windows())
        self.windows = self._form(WINDOWS.parameters, self._soon(self._set_window))
        self._options.add(self.has_windows)
        self._options.add(self.windows)
        self.beside = BesidePanel(document, sourcing, permission)
        self.split = self._form(
            SPLIT.parameters, sourcing.set_split, {"column": ColumnEditor}
        )
        self.validation = self._chooser(permission, "validation_source")
        self.test = self._chooser(permission, "test_source")
        self._arrange()

    def show_data(self, data: Data, description: DataDescription | None) -> None:
        """Shows what a project says of its data.

        Args:
            description: What the source holds; None while nobody knows.
        """
        source = data.source
        if source is not None:
            self._show_options(source)
        self.beside.show_sources(data.beside)
        self.validation.show_source(data.validation_source)
        self.test.show_source(data.test_source)
        self._show_split(data.split, description)

    def finish(self) -> None:
        """Does at once what the person has just asked for."""
        wished = list(self._wished.values())
        self._wished.clear()
        for edit in wished:
            edit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaves nothing half done."""
        super().hideEvent(event)
        self.finish()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the forms below each other where there is little room."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        is_narrow = self.width() < ROOMY
        self._columns.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)

    def _arrange(self) -> None:
        parts = SectionPanel("Split")
        parts.add(self.split)
        for text, chooser in (
            ("Validation samples", self.validation),
            ("Test samples", self.test),
        ):
            parts.add(QLabel(text))
            parts.add(chooser)
        ground = QWidget(objectName="inspector_ground")
        columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, ground)
        columns.setContentsMargins(12, 2, 8, 8)
        columns.setSpacing(18)
        self._columns = columns
        for sections in ((self._options, self.beside), (parts,)):
            column = QVBoxLayout()
            for section in sections:
                section.setMaximumWidth(WIDTH)
                column.addWidget(section)
            column.addStretch(1)
            columns.addLayout(column, 1)
        columns.addStretch(1)
        columns.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(ground)

    def _chooser(self, permission: Permission, field: str) -> SourceChooser:
        name = field.replace("_", " ")
        chooser = SourceChooser(self._document, permission, name, none="By the split")
        chooser.chosen.connect(
            lambda source: self._sourcing.edit(
                f"Take Another {name.capitalize()}", **{field: source}
            )
        )
        return chooser

    def _soon(self, edit: Callable[[str, Any], None]) -> Callable[[str, Any], None]:
        """Waits until nothing more is typed: each edit reads the data anew."""

        def wish(name: str, value: Any) -> None:
            self._wished[name] = partial(edit, name, value)
            self._pause.start()

        return wish

    def _show_split(self, split: Split, description: DataDescription | None) -> None:
        """Shows what counts for the way in which samples are divided."""
        column = self.split.rows["column"].editor
        if isinstance(column, ColumnEditor) and description is not None:
            plain_ones = (c.name for c in description.columns if not c.shape)
            column.show_columns(tuple(plain_ones))
        self.split.show_values(_values(split))
        is_by_chance = split.by == "fraction"
        for name in BY_CHANCE:
            self.split.rows[name].set_visible(is_by_chance)
        self.split.rows["column"].set_visible(not is_by_chance)

    def _form(
        self,
        parameters: Sequence[ParameterSpec],
        edit: Callable[[str, Any], None],
        special: Mapping[str, MakeEditor] | None = None,
    ) -> FormEditor:
        form = self._factory.form(parameters, folds=False, special=special)
        form.edited.connect(edit)
        defaults = {p.name: plain(p.default) for p in parameters}
        form.reset_requested.connect(lambda name: edit(name, defaults[name]))
        return form

    def _show_options(self, source: DataSource) -> None:
        if source.kind != self._kind:
            self._kind = source.kind
            self._make_options(source.kind)
        if self.options is not None:
            self.options.show_values(source.options)
        self._plain.setVisible(self.options is None and source.kind not in WITH_ROWS)
        has_rows = source.kind in WITH_ROWS
        self.has_windows.setVisible(has_rows)
        self.has_windows.setChecked(source.windows is not None)
        self.windows.setVisible(has_rows and source.windows is not None)
        if source.windows is not None:
            self.windows.show_values(_values(source.windows))

    def _make_options(self, kind: SourceKind) -> None:
        if self.options is not None:
            self.options.hide()
            self.options.deleteLater()
        spec = SOURCES.get(kind)
        parameters = spec.parameters if spec else ()
        edit = self._soon(self._set_option)
        self.options = self._form(parameters, edit) if parameters else None
        if self.options is not None:
            self._options.rows.insertWidget(1, self.options)

    def _set_option(self, name: str, value: Any) -> None:
        spec = SOURCES.get(self._kind) if self._kind else None
        parameter = spec.parameter(name) if spec else None
        default = plain(parameter.default) if parameter else None
        self._sourcing.set_option(name, value, default)

    def _switch_windows(self) -> None:
        is_on = self.has_windows.isChecked()
        source = self._document.project.data.source
        if source is not None:
            windows = Windows(LENGTH) if is_on else None
            what = "Make a Time Series" if is_on else "Take Rows as Samples"
            self._sourcing.edit(what, source=replace(source, windows=windows))

    def _set_window(self, name: str, value: Any) -> None:
        source = self._document.project.data.source
        if source is not None and source.windows is not None:
            windows = replace(source.windows, **{name: value})
            what = setting(f"window {name}", value)
            self._sourcing.edit(what, source=replace(source, windows=windows))


def _values(settings: Split | Windows) -> dict[str, Any]:
    return {
        name: plain(to_builtins(getattr(settings, name)))
        for name in settings.__struct_fields__
    }

"""Edits of what a project learns from, and the bindings that follow a new source."""

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject

from kgraph.document.binding import (
    add_bound,
    bind_columns,
    set_source,
    suggest_bindings,
)
from kgraph.document.columns import DataDescription
from kgraph.document.edits import Position
from kgraph.document.project import DataSource, Project
from kgraph.document.telling.words import setting
from kgraph.gui.document import Document


class Sourcing(QObject):
    """Sets the source of a document, and binds its columns once they are known."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._awaited: DataSource | None = None  # chosen here, not yet described

    def choose(self, source: DataSource | None) -> None:
        """Takes another source; its columns are bound where that is clear."""
        if source == self._document.project.data.source:
            return
        self._awaited = source
        what = f"Take the Data {_name(source)}" if source else "Take No Data"
        self._document.edit(what, lambda project: set_source(project, source))

    def hear_description(self, description: DataDescription | None) -> None:
        """Binds the columns of a source that was just chosen, where that is clear."""
        source = self._document.project.data.source
        if description is None:
            return
        awaited, self._awaited = self._awaited, None
        if awaited is not None and awaited == source:
            self._document.edit(
                "Bind Columns", lambda project: suggest_bindings(project, description)
            )

    def bind(
        self, layer: str, columns: tuple[str, ...], description: DataDescription
    ) -> bool:
        """Binds columns to a layer of the main graph; returns whether that went."""
        known = self._document.project.main.layers.get(layer)
        name = known.name if known else "a layer"
        return self._document.edit(
            f"Bind {in_few_words(columns)} to {name}",
            lambda project: bind_columns(project, layer, columns, description),
        )

    def add(
        self,
        type: str,
        columns: tuple[str, ...],
        description: DataDescription,
        position: Position,
    ) -> str | None:
        """Places an Input or Output that is bound; returns the id of its node."""
        return self._document.make(
            f"Add {type} for {in_few_words(columns)}",
            lambda project: add_bound(project, type, columns, description, position),
        )

    def edit(self, what: str, **fields: Any) -> None:
        """Sets fields of the project's `Data`."""

        def change(project: Project) -> Project:
            return replace(project, data=replace(project.data, **fields))

        self._document.edit(what, change)

    def set_option(self, name: str, value: Any, default: Any) -> None:
        """Tells the source how it is to be read."""
        source = self._document.project.data.source
        if source is None:
            return
        options = {n: v for n, v in source.options.items() if n != name}
        if value != default:
            options[name] = value
        self.edit(setting(name, value), source=replace(source, options=options))

    def set_split(self, name: str, value: Any) -> None:
        """Says which samples are held back."""
        split = replace(self._document.project.data.split, **{name: value})
        what = setting(f"split {name}", value)

        def change(project: Project) -> Project:
            return replace(project, data=replace(project.data, split=split))

        self._document.edit(what, change, f"split {name}")


def in_few_words(columns: tuple[str, ...]) -> str:
    """Returns the name of a column, or how many there are."""
    return columns[0] if len(columns) == 1 else f"{len(columns)} Columns"


def _name(source: DataSource) -> str:
    return source.name.replace("\\", "/").rstrip("/").rpartition("/")[2] or source.name

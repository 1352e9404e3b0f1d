"""Chooses where the samples come from: data that ships with kgraph, or a file."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from kgraph.document.binding import set_source, suggest_bindings
from kgraph.document.builtin import BUILTINS
from kgraph.document.columns import DataDescription
from kgraph.document.project import DataSource, Project, SourceKind
from kgraph.document.telling.words import plural
from kgraph.gui.document import Document
from kgraph.gui.inspector.editors.editor import ComboBox
from kgraph.gui.inspector.section import SectionPanel, muted
from kgraph.gui.theme import Theme

FILES: dict[SourceKind, str] = {
    "csv": "CSV file (*.csv *.tsv *.txt)",
    "npz": "NumPy arrays (*.npz)",
    "npy": "NumPy array (*.npy)",
}


class SourcePanel(SectionPanel):
    """A combo box of the sources, and what the chosen one holds."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__("Data")
        self._document = document
        self._awaited: DataSource | None = None  # chosen here, not yet described
        self.combo = ComboBox()
        self.combo.setAccessibleName("Data source")
        self.combo.setToolTip("Where the samples come from.")
        self.combo.addItem("None", None)
        for data in BUILTINS.values():
            self.combo.addItem(data.title, data.name)
        for kind, text in FILES.items():
            self.combo.addItem(f"{text.partition(' (')[0]}…", kind)
        self._known = self.combo.count()
        self.combo.activated.connect(self._choose)
        self._summary = muted()
        self.add(self.combo)
        self.add(self._summary)

    def show_source(
        self,
        source: DataSource | None,
        description: DataDescription | None,
        *,
        is_unreadable: bool = False,
    ) -> None:
        """Shows the project's source; binds its columns if it was just chosen here."""
        while self.combo.count() > self._known:
            self.combo.removeItem(self.combo.count() - 1)
        if source is None:
            self.combo.setCurrentIndex(0)
        elif source.kind == "builtin":
            self.combo.setCurrentIndex(self.combo.findData(source.name))
        else:
            self.combo.addItem(Path(source.name).name)
            self.combo.setCurrentIndex(self._known)
        self._summary.setText(_in_words(source, description, is_unreadable))
        self._summary.setVisible(source is not None)

    def suggest(self, description: DataDescription) -> None:
        """Binds the columns of a source that was just chosen, where that is clear."""
        source = self._document.project.data.source
        awaited, self._awaited = self._awaited, None
        if awaited is not None and awaited == source:
            self._document.edit(
                "Bind Columns", lambda project: suggest_bindings(project, description)
            )

    def _choose(self, index: int) -> None:
        name = self.combo.itemData(index)
        old = self._document.project.data.source
        if index >= self._known:
            return
        if name in FILES:
            source = self._ask_for_file(name)
            if source is None:
                self.show_source(old, None)
                return
        else:
            source = DataSource("builtin", name) if name else None
        if source == old:
            return
        self._awaited = source
        what = f"Take the data {source.name}" if source else "Take no data"
        self._document.edit(what, lambda project: _with_source(project, source))

    def _ask_for_file(self, kind: SourceKind) -> DataSource | None:
        folder = self._document.path.parent if self._document.path else Path.home()
        path, _ = QFileDialog.getOpenFileName(
            self, "Choose the Data", str(folder), FILES[kind]
        )
        return (
            DataSource(kind, stored_path(Path(path), self._document.path))
            if path
            else None
        )


def stored_path(data: Path, project: Path | None) -> str:
    """Returns a data file's path as it is stored: relative to a project beside it."""
    if project is not None and data.is_relative_to(project.parent):
        return data.relative_to(project.parent).as_posix()
    return str(data)


def _with_source(project: Project, source: DataSource | None) -> Project:
    return set_source(project, source)


def _in_words(
    source: DataSource | None,
    description: DataDescription | None,
    is_unreadable: bool,
) -> str:
    if source is None:
        return ""
    lines = []
    if source.kind == "builtin" and source.name in BUILTINS:
        lines.append(BUILTINS[source.name].summary)
    elif source.kind != "builtin":
        lines.append(source.name)
    if is_unreadable:
        lines.append("The data cannot be read.")
    elif description is None:
        lines.append("The data is being read…")
    else:
        columns = plural(len(description.columns), "column")
        lines.append(f"{description.samples:,} samples, {columns}.")
    return "\n".join(lines)

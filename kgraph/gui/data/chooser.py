"""Chooses a source of samples: built-in data, files, folders, downloads, a program."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from kgraph.document.builtin import BUILTINS
from kgraph.document.keras_sets import KERAS_SETS
from kgraph.document.project import DataSource, SourceKind
from kgraph.gui.data.kinds import FILES, FOLDERS, FileKind, stored_path
from kgraph.gui.data.permission import Permission
from kgraph.gui.document import Document
from kgraph.gui.inspector.editors.editor import ComboBox
from kgraph.gui.look.tips import plain_tip

PROGRAM = FileKind("python", "Python program", (".py",))
ASKING: dict[str, FileKind] = {kind.kind: kind for kind in (*FILES, *FOLDERS, PROGRAM)}
TIP = "Where the samples come from."


class SourceChooser(QWidget):
    """A combo box of all that samples can come from.

    It shows the source that it is told and says which one was chosen; whoever uses it
    decides what becomes of that.

    Args:
        name: What it is called, for screen readers.
        none: What its first row says: no source.
    """

    chosen: Any = Signal(object)
    """The `DataSource` that the person chose, or None."""

    def __init__(
        self, document: Document, permission: Permission, name: str, none: str = "None"
    ) -> None:
        super().__init__()
        self._document = document
        self._permission = permission
        self._shown: DataSource | None = None
        self.combo = ComboBox()
        self.combo.setAccessibleName(name)
        self._fill(none)
        self._known = self.combo.count()
        self.combo.activated.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.combo)
        self.setFocusProxy(self.combo)

    def show_source(self, source: DataSource | None) -> None:
        """Shows a source, by its name where it is a file or folder."""
        self._shown = source
        while self.combo.count() > self._known:
            self.combo.removeItem(self.combo.count() - 1)
        row = 0 if source is None else self._row_of(source)
        if source is not None and row < 0:
            self.combo.addItem(Path(source.name).name or source.name)
            row = self._known
        self.combo.setCurrentIndex(row)
        self.combo.setToolTip(plain_tip(source.name if source else TIP))

    def take(self, kind: SourceKind, path: Path) -> None:
        """Means a file or folder; a program only if the person lets it run."""
        source = DataSource(kind, stored_path(path, self._document.path))
        if kind == "python":
            self._permission.ask(path, lambda: self.chosen.emit(source))
        else:
            self.chosen.emit(source)

    def _fill(self, none: str) -> None:
        self.combo.addItem(none, None)
        for data in BUILTINS.values():
            self.combo.addItem(data.title, DataSource("builtin", data.name))
        for kinds in (FILES, FOLDERS):
            self.combo.insertSeparator(self.combo.count())
            for kind in kinds:
                self.combo.addItem(f"{kind.title}…", kind.kind)
        self.combo.insertSeparator(self.combo.count())
        for name, known in KERAS_SETS.items():
            self.combo.addItem(f"Keras: {known.title}", DataSource("keras", name))
            row, role = self.combo.count() - 1, Qt.ItemDataRole.ToolTipRole
            tip = f"{known.megabytes} MB are downloaded once, then kept."
            self.combo.setItemData(row, tip, role)
        self.combo.insertSeparator(self.combo.count())
        self.combo.addItem(f"{PROGRAM.title}…", PROGRAM.kind)

    def _row_of(self, source: DataSource) -> int:
        """Returns the row of a source that is no file; -1 if there is none."""
        for row in range(self._known):
            data = self.combo.itemData(row)
            is_one = isinstance(data, DataSource) and data.kind == source.kind
            if is_one and data.name == source.name:
                return row
        return -1

    def _choose(self, row: int) -> None:
        if row >= self._known:
            return
        meant = self.combo.itemData(row)
        shown = self._shown
        self.show_source(shown)  # until whoever hears of it shows another
        if isinstance(meant, str):
            path = self._ask_for(ASKING[meant])
            if path is not None:
                self.take(ASKING[meant].kind, path)
        elif self._row_of(shown) != row if shown else meant is not None:
            self.chosen.emit(meant)

    def _ask_for(self, kind: FileKind) -> Path | None:
        here = self._document.path.parent if self._document.path else Path.home()
        title = f"Choose the {kind.title}"
        if kind.is_folder:
            chosen = QFileDialog.getExistingDirectory(self, title, str(here))
        else:
            chosen, _ = QFileDialog.getOpenFileName(self, title, str(here), kind.filter)
        return Path(chosen) if chosen else None

"""Offers to take away what is shown: as a picture, or as a table."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from kgraph.document import files
from kgraph.document.errors import KgraphError

KINDS = {"png": "PNG image", "svg": "SVG drawing", "csv": "Table (CSV)"}
Bytes = Callable[[str], bytes]
"""Makes a file of what is shown, by its kind."""


class ExportMenu(QObject):
    """Asks where to, and writes.

    Args:
        bytes_of: Makes the content of a file of a kind of `KINDS`.
    """

    said = Signal(str, str)
    """What became of it, and how severe that is."""

    def __init__(self, button: QToolButton, window: QWidget, bytes_of: Bytes) -> None:
        super().__init__(button)
        self._window = window
        self._bytes_of = bytes_of
        menu = QMenu(button)
        for kind, words in KINDS.items():
            action = menu.addAction(f"As {words}…")
            action.triggered.connect(lambda _=False, kind=kind: self._ask(kind))
        button.setMenu(menu)

    def write(self, kind: str, target: Path) -> None:
        """Writes a file, wholly or not at all, and says so."""
        try:
            files.write_bytes(self._bytes_of(kind), target)
        except KgraphError as error:
            self.said.emit(str(error), "error")
        else:
            self.said.emit(f"The results are in {target}.", "success")

    def _ask(self, kind: str) -> None:
        dialog = QFileDialog(self._window, "Export the Results", f"results.{kind}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.setNameFilter(f"{KINDS[kind]} (*.{kind})")
        dialog.fileSelected.connect(lambda path: self.write(kind, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

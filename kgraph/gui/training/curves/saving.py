"""Takes curves away: as a picture, or as a table of all points."""

from collections.abc import Callable
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from kgraph.document import files
from kgraph.document.errors import KgraphError

KINDS = {
    "png": "PNG image",
    "svg": "SVG drawing",
    "csv": "Table of all points (CSV)",
}


class Saving(QObject):
    """Asks where to, and writes; the window never waits for it."""

    said = Signal(str, str)
    """What became of it, and how severe that is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent

    def ask(self, kind: str, make: Callable[[], Callable[[], bytes]]) -> None:
        """Asks for a file of a kind of `KINDS`.

        Args:
            make: Called once the file is chosen; takes down what there is then, and
                returns what makes bytes of it in a thread of its own.
        """
        dialog = QFileDialog(self._window, "Export the Curves", f"curves.{kind}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.setNameFilter(f"{KINDS[kind]} (*.{kind})")
        dialog.fileSelected.connect(lambda path: self.write(Path(path), make()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, target: Path, bytes_of: Callable[[], bytes]) -> Thread:
        """Writes a file, wholly or not at all, and says so."""
        thread = Thread(target=self._write, args=(target, bytes_of))
        thread.start()
        return thread

    def _write(self, target: Path, bytes_of: Callable[[], bytes]) -> None:
        try:
            files.write_bytes(bytes_of(), target)
        except KgraphError as error:
            self.said.emit(str(error), "error")
        else:
            self.said.emit(f"The curves are in {target}.", "success")

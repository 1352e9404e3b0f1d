"""Asks for a file, and writes what is taken away into it."""

from collections.abc import Callable
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from kgraph.document import files
from kgraph.document.errors import KgraphError

KINDS = {
    "png": "PNG image",
    "svg": "SVG drawing",
    "csv": "Table of all numbers (CSV)",
}


class Saving(QObject):
    """Asks where to, and writes; the window never waits for it.

    Args:
        what: What is taken away, as a file is named and a person is told: `curves`.
        take_down: Takes down what there is as a kind of `KINDS`, once the file is
            chosen, and returns what makes bytes of it in a thread of its own.
    """

    said = Signal(str, str)
    """What became of it, and how severe that is."""

    def __init__(
        self,
        window: QWidget,
        what: str,
        take_down: Callable[[str], Callable[[], bytes]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._what = what
        self._take_down = take_down

    def fill(self, menu: QMenu) -> None:
        """Offers each kind of file in a menu."""
        for kind, words in KINDS.items():
            action = menu.addAction(f"{words}…")
            action.triggered.connect(lambda *_, kind=kind: self._ask(kind))

    def write(self, kind: str, target: Path) -> Thread:
        """Writes a file, wholly or not at all, and says so."""
        thread = Thread(target=self._write, args=(target, self._take_down(kind)))
        thread.start()
        return thread

    def _ask(self, kind: str) -> None:
        title = f"Export the {self._what.capitalize()}"
        dialog = QFileDialog(self._window, title, f"{self._what}.{kind}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.setNameFilter(f"{KINDS[kind]} (*.{kind})")
        dialog.fileSelected.connect(lambda path: self.write(kind, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write(self, target: Path, bytes_of: Callable[[], bytes]) -> None:
        try:
            files.write_bytes(bytes_of(), target)
        except KgraphError as error:
            self.said.emit(str(error), "error")
        else:
            self.said.emit(f"The {self._what} are in {target}.", "success")

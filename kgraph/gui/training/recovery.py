"""Brings what killed runs have told into their store while the window goes on."""

from contextlib import suppress
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, Signal

from kgraph.runs.storing.recovering import recover

QUICKLY_READ = 2**21
"""Bytes of a journal that are read before the window paints again."""


class Recovery(QObject):
    """Reads short histories at once, and long ones beside."""

    done = Signal(object)
    """The folder of a store whose long histories are read."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._folders: set[Path] = set()
        self.done.connect(self._folders.discard)

    def recover(self, folder: Path) -> None:
        """Writes down what happened to runs that were killed; some of it later."""
        if recover(folder, QUICKLY_READ) and folder not in self._folders:
            self._folders.add(folder)
            Thread(target=self._read, args=(folder,), daemon=True).start()

    def _read(self, folder: Path) -> None:
        recover(folder)
        with suppress(RuntimeError):  # the window is gone, and Qt's half of this
            self.done.emit(folder)

"""Keeps the run that came with a model beside the drawing, once that is saved."""

import shutil
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kgraph.document.errors import KgraphError
from kgraph.gui.document import Document
from kgraph.runs import RunStore
from kgraph.runs.exporting.recipe import with_batches


class CameRun(QObject):
    """Waits until the imported drawing has a file; another drawing ends the wait."""

    failed = Signal(str)
    """The run cannot be kept there; the sentence says why."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._folder = ""
        document.replaced.connect(self._forget)
        document.saved_state_changed.connect(self._look)

    def wait(self, folder: str) -> None:
        """Takes note of a run.

        Args:
            folder: That of the run; empty for none.
        """
        self._folder = folder

    def _forget(self) -> None:
        self._folder = ""

    def _look(self) -> None:
        path = self._document.path
        if self._folder and path is not None:
            folder, self._folder = self._folder, ""
            try:
                bring_along(Path(folder), path)
            except (KgraphError, OSError) as error:
                self.failed.emit(f"The run that came along is not kept: {error}")


def bring_along(folder: Path, path: Path) -> None:
    """Adds a run to the store of a drawing, with its weights.

    Args:
        folder: That of the run, in its store.
        path: The `.kgraph` file.

    Raises:
        KgraphError: If the run cannot be read, or the store be written to.
        OSError: If its files cannot be copied.
    """
    store = RunStore(folder.parent)
    run = with_batches(store, store.get(folder.name))
    kept = RunStore.beside(path).add(run, run.document.read_bytes())
    for name in ("best_weights", "last_weights"):
        with suppress(FileNotFoundError):
            shutil.copyfile(getattr(run, name), getattr(kept, name))

"""New, open, save: between the document and the disk, with the questions in between."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)

from kgraph.document import files
from kgraph.document.errors import KgraphError
from kgraph.document.project import Project, new_project
from kgraph.document.weights.copying import brought_along, renamed
from kgraph.document.weights.places import anchored
from kgraph.gui.document import Document
from kgraph.gui.importing.kinds import file_filter, is_model
from kgraph.gui.safety import Safekeeping
from kgraph.gui.safety.other_window import Answer, ask_about
from kgraph.gui.settings import recent_files, settings
from kgraph.runs import folder_of

T = TypeVar("T")

FILTER = f"kgraph drawings (*{files.SUFFIX})"


class Filing(QObject):
    """Reads and writes the document's file; what goes wrong is said in a box."""

    recent_changed = Signal()

    model_chosen = Signal(str)
    """Path of a foreign model, which an engine has to read."""

    def __init__(
        self, document: Document, window: QWidget, safety: Safekeeping
    ) -> None:
        super().__init__(window)
        self._document = document
        self._window = window
        self._safety = safety

    def new(self) -> None:
        """Begins with an empty drawing."""
        if self.may_leave():
            self._document.replace(new_project())

    def new_from(self, load: Callable[[], Project]) -> None:
        """Begins with a drawing that is made by a function, such as a template."""
        project = self._try(load) if self.may_leave() else None
        if project is not None:
            self._document.replace(project)

    def open_copy(self, path: str) -> None:
        """Opens a file as a new drawing, so that saving does not write over it."""
        self.new_from(lambda: anchored(files.load(path), folder_of(Path(path))))

    def open(self, path: str | None = None) -> bool:
        """Opens a file, or the one that the person picks; returns whether it did."""
        if not self.may_leave():
            return False
        if path is None:
            path, _ = QFileDialog.getOpenFileName(
                self._window, "Open a Drawing or a Model", _folder(), file_filter()
            )
        return bool(path) and self.load(Path(path))

    def load(self, path: Path) -> bool:
        """Opens a file without asking what becomes of the present drawing.

        Returns:
            Whether it is open, or being read.
        """
        path = path.expanduser().absolute()
        if is_model(path):
            self.model_chosen.emit(str(path))
            return True
        data = self._try(lambda: files.read_bytes(path))
        if data is not None:
            project = self._try(lambda: files.loads(data, str(path)))
            if project is not None:
                return self._show(project, path, data)
        recent_files.forget(str(path))
        self.recent_changed.emit()
        return False

    def _show(self, project: Project, path: Path, data: bytes) -> bool:
        holder = self._safety.open_files.holder(path)
        answer = ask_about(self._window, path, holder) if holder else Answer.OPEN
        if answer is Answer.OPEN:
            self._document.replace(project, path)
            self._safety.disk.note(data)
            self._remember(path)
        elif answer is Answer.COPY:
            self._document.replace(anchored(project, path.parent))
        self.recent_changed.emit()
        return answer is not Answer.CANCEL

    def save(self) -> bool:
        """Writes the file; returns whether it was written."""
        path = self._document.path
        return self.write(path) if path else self.save_as()

    def save_as(self) -> bool:
        """Writes a file that the person names; returns whether it was written."""
        document = self._document
        name = document.path or document.proposed or f"model{files.SUFFIX}"
        proposed = Path(_folder(), name)
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Save the Drawing", str(proposed), FILTER
        )
        if not chosen:
            return False
        return self.write(Path(chosen.removesuffix(files.SUFFIX) + files.SUFFIX))

    def write(self, path: Path) -> bool:
        """Writes the drawing to a file and makes it the document's own."""
        finish_typing()
        if path == self._document.path and not self._safety.reconciling.may_save():
            return not self._document.is_modified
        data = self._try(lambda: self._write(path))
        if data is None:
            return False
        self._document.mark_saved(path)
        self._safety.disk.note(data)
        self._remember(path)
        self.recent_changed.emit()
        return True

    def _write(self, path: Path) -> bytes:
        """Writes the file, and brings the trained weights along."""
        before, old = self._document.project, self._document.path
        folder = old.parent if old else None
        now = brought_along(before, folder, path)
        data = files.save(now, path)
        if now.weights != before.weights or (folder and folder != path.parent):
            self._document.amend(lambda each: renamed(each, before, now, folder))
        return data

    def may_leave(self) -> bool:
        """Asks what becomes of unsaved changes; returns whether to go on."""
        finish_typing()
        if not self._document.is_modified:
            return True
        path = self._document.path
        name = f"“{path.name}”" if path else "This drawing"
        button = QMessageBox.StandardButton
        answer = QMessageBox.warning(
            self._window,
            "Unsaved Changes",
            f"{name} has changes that are not saved. Save them?",
            button.Save | button.Discard | button.Cancel,
            button.Save,
        )
        if answer == button.Save:
            return self.save()
        return answer == button.Discard

    def _try(self, action: Callable[[], T]) -> T | None:
        try:
            return action()
        except KgraphError as error:
            QMessageBox.critical(self._window, "kgraph", str(error))
            return None

    def _remember(self, path: Path) -> None:
        recent_files.remember(str(path))
        settings().setValue("folder", str(path.parent))


def finish_typing() -> None:
    """Lets a name that is still being written become part of the drawing."""
    focused = QApplication.focusWidget()
    if isinstance(focused, (QLineEdit, QPlainTextEdit)):
        focused.clearFocus()
        if focused.isVisible():
            focused.setFocus()


def _folder() -> str:
    return str(settings().value("folder", str(Path.home())))

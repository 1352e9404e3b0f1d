"""Compares the drawing with what the person chooses."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from kgraph.document import files
from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.gui.comparing.choosing import FILE, SAVED, ChoiceDialog
from kgraph.gui.comparing.counting import Counting
from kgraph.gui.comparing.view import ComparisonView
from kgraph.gui.document import Document
from kgraph.gui.errand import Errand
from kgraph.gui.importing.kinds import file_filter, is_model
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.gui.theme import Theme
from kgraph.messages import Import, Imported
from kgraph.runs import Run, RunStore


class Comparing(QObject):
    """Asks, reads what was chosen, and shows both drawings on one canvas."""

    said = Signal(str, str)
    """A sentence about what could not be compared, and its severity."""

    def __init__(
        self, document: Document, engine: LastingEngine, window: QWidget, theme: Theme
    ) -> None:
        super().__init__(window)
        self._document = document
        self._engine = engine
        self._window = window
        self._theme = theme
        self._errand = Errand(engine, "Import", Imported, self, is_repeated=False)
        self._errand.answered.connect(self._show_model)
        self._errand.failed.connect(lambda _, text: self.said.emit(text, "error"))

    @property
    def views(self) -> list[ComparisonView]:
        """The comparisons that are shown, in the order in which they came."""
        return self._window.findChildren(ComparisonView)

    def choose(self) -> None:
        """Asks what to compare the drawing with."""
        path = self._document.path
        dialog = ChoiceDialog(self._window, path is not None, self._runs(path))
        dialog.accepted.connect(lambda: self._follow(*dialog.chosen))
        dialog.open()

    def with_saved(self) -> None:
        """Compares with what the file holds now."""
        path = self._document.path
        if path is not None:
            self._try(lambda: self._show_file(path, f"{path.name} as saved"))

    def with_run(self, id: str) -> None:
        """Compares with the drawing as it was when a run began."""

        def show() -> None:
            run = RunStore.beside(self._document.path).get(id)
            self._show_file(run.document, f"run {run.id}")

        self._try(show)

    def with_file(self, path: Path) -> None:
        """Compares with another drawing, or with a model that an engine reads."""
        if is_model(path):
            self._errand.ask(Import(str(path)))
            self.said.emit(f"Reading {path.name}…", "note")
        else:
            self._try(lambda: self._show_file(path, path.name))

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours."""
        self._theme = theme
        for view in self.views:
            view.set_theme(theme)

    def _runs(self, path: Path | None) -> tuple[Run, ...]:
        try:
            return RunStore.beside(path).list()
        except KgraphError:
            return ()

    def _follow(self, kind: str, run: str) -> None:
        if kind == SAVED:
            self.with_saved()
        elif kind == FILE:
            self._ask_file()
        else:
            self.with_run(run)

    def _ask_file(self) -> None:
        folder = str(self._document.path.parent) if self._document.path else ""
        dialog = QFileDialog(self._window, "Compare With", folder, file_filter())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.with_file(Path(name)))
        dialog.open()

    def _try(self, function: Callable[[], None]) -> None:
        try:
            function()
        except KgraphError as error:
            self.said.emit(str(error), "error")

    def _show_file(self, path: Path, name: str) -> None:
        self._show(files.load(path), name)

    def _show_model(self, request: Import, event: Imported) -> None:
        self._show(event.project, Path(request.source).name, of_models=True)

    def _show(self, old: Project, name: str, of_models: bool = False) -> None:
        new = self._document.project
        names = (name, "this drawing")
        view = ComparisonView(
            old, new, names, self._theme, self._window, of_models=of_models
        )
        view.show()
        if not view.comparison.is_equal:
            Counting(self._engine, old, new, view)

"""Opens foreign models: asks what has to be asked, lets the engine read, shows it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kgraph.document import files
from kgraph.document.applications import PREFIX
from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.gui.document import Document
from kgraph.gui.errand import Errand
from kgraph.gui.importing.applications_dialog import ApplicationsDialog
from kgraph.gui.importing.came import came, remarks, repeating
from kgraph.gui.importing.came_runs import CameRun
from kgraph.gui.importing.report_dialog import ImportReportDialog
from kgraph.gui.importing.trust_dialog import TrustDialog
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.gui.panels.working import Working
from kgraph.gui.settings import recent_files
from kgraph.gui.theme import Theme
from kgraph.gui.trouble import tell
from kgraph.messages import Import, Imported
from kgraph.runs import trust

PROGRAM = ".py"


class Importing(QObject):
    """Shows a foreign model as a new drawing that was never saved.

    Args:
        may_leave: Asks what becomes of unsaved changes; says whether to go on.

    Attributes:
        working: Tells that a model is being read, and lets the person cancel it.
    """

    said = Signal(str, str)
    """A sentence and its severity."""

    repeats_found = Signal(str, str)
    """A sentence about what came that offers to draw its blocks, and its severity."""

    place_chosen = Signal(str)
    """Where in the drawing a finding is: a layer's name or path."""

    recent_changed = Signal()

    def __init__(
        self,
        document: Document,
        engine: LastingEngine,
        window: QWidget,
        may_leave: Callable[[], bool],
        theme: Theme,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._window = window
        self._may_leave = may_leave
        self.working = Working()
        self._theme = theme
        self._left: Project | None = None  # the drawing that may be given up
        self._run = CameRun(document, self)
        self._run.failed.connect(lambda text: self.said.emit(text, "warning"))
        self._errand = Errand(engine, "Import", Imported, self, is_repeated=False)
        self._errand.answered.connect(self._show)
        self._errand.failed.connect(self._complain)
        self._errand.changed.connect(self._show_state)
        self.working.cancelled.connect(self._cancel)

    def read(self, source: str, weights: str | None = None) -> None:
        """Opens a model; whoever calls has asked what becomes of the drawing.

        Args:
            source: A path, or `applications:ResNet50`.
            weights: `imagenet` for an application's trained weights.
        """
        if Path(source).suffix.lower() == PROGRAM:
            self._read_program(Path(source))
        else:
            self._ask(Import(source, weights))

    def choose_application(self) -> None:
        """Lets the person choose a model of `keras.applications`."""
        if not self._may_leave():
            return
        dialog = ApplicationsDialog(self._window, self._theme)
        dialog.accepted.connect(lambda: self._read_chosen(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def set_theme(self, theme: Theme) -> None:
        """Takes the colours of the dialogs that open from now on."""
        self._theme = theme

    def _read_chosen(self, dialog: ApplicationsDialog) -> None:
        chosen = dialog.chosen
        if chosen is not None:
            self.read(chosen.source, dialog.chosen_weights)

    def _read_program(self, path: Path) -> None:
        """Runs a program if the person has said yes to what is in it."""
        request = Import(str(path), is_trusted=True)
        try:
            content = files.read_bytes(path)
        except KgraphError as error:
            self._warn(str(error))
            return
        if trust.is_trusted_content(content):
            self._ask(request)
            return
        dialog = TrustDialog(self._window, path, content, self._theme)
        dialog.accepted.connect(lambda: self._trust(request, content))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _trust(self, request: Import, content: bytes) -> None:
        path = Path(request.source)
        try:
            if files.read_bytes(path) != content:
                self._warn(f"“{path.name}” has changed meanwhile. Look at it anew.")
                return
            trust.trust(path)
        except (KgraphError, OSError) as error:
            self._warn(f"The answer cannot be kept: {error}")
            return
        self._ask(request)

    def _ask(self, request: Import) -> None:
        self._left = self._document.project
        self._errand.ask(request)

    def _show_state(self) -> None:
        request = self._errand.request
        if isinstance(request, Import):
            self.working.begin(f"Reading {_name(request.source)}…")
        else:
            self.working.end()

    def _cancel(self) -> None:
        request = self._errand.request
        if isinstance(request, Import):
            self._errand.cancel()
            name = _name(request.source)
            self.said.emit(
                f"{name} was not imported. The drawing is as it was.", "info"
            )

    def _show(self, request: Import, answer: Imported) -> None:
        document = self._document
        is_asked = document.project is self._left
        if not is_asked and not self._may_leave():
            return
        document.replace(answer.project, proposed=_proposed(request.source))
        self._run.wait(answer.run)
        if not request.source.startswith(PREFIX):
            recent_files.remember(str(Path(request.source).absolute()))
            self.recent_changed.emit()
        facts = " ".join(came(answer.project))
        blocks = repeating(answer.project)
        told = self.repeats_found if blocks else self.said
        sentence = f"Imported {_name(request.source)}. {facts} {blocks}".strip()
        told.emit(sentence, "success")
        if remarks(answer.report):
            self._report(request, answer)

    def _report(self, request: Import, answer: Imported) -> None:
        dialog = ImportReportDialog(
            self._window,
            _name(request.source),
            answer.project,
            remarks(answer.report),
            self._theme,
        )
        dialog.place_chosen.connect(self.place_chosen)
        dialog.show()

    def _complain(self, request: Import, reason: str) -> None:
        if not Path(request.source).exists():
            recent_files.forget(request.source)
            self.recent_changed.emit()
        sentence = f"{_name(request.source)} was not imported. {reason}"
        self._warn(f"{sentence} The drawing is as it was.")

    def _warn(self, sentence: str) -> None:
        tell(self._window, "Not Imported", sentence)


def _name(source: str) -> str:
    """Returns what a model is called in a sentence."""
    if source.startswith(PREFIX):
        return source.removeprefix(PREFIX)
    return Path(source).name


def _proposed(source: str) -> Path:
    """Returns where the drawing is saved, unless the person says otherwise."""
    if source.startswith(PREFIX):
        return Path(f"{_name(source)}{files.SUFFIX}")
    return Path(source).absolute().with_suffix(files.SUFFIX)

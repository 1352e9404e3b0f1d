"""Takes the model away: as a `.keras` file by the engine, as Python by codegen."""

from pathlib import Path

from PySide6.QtCore import QObject, QSaveFile, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from kgraph.codegen import generate
from kgraph.document.errors import KgraphError
from kgraph.gui.document import Document
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.messages import Export, Exported, Failed
from kgraph.runs import RunStore

WEIGHTS = {
    "Of the best run": "best",
    "Of the latest run": "latest",
    "New and untrained": None,
}


class Exporting(QObject):
    """Asks where to and which weights, and says how it went."""

    said = Signal(str, str)
    """A sentence and its severity."""

    def __init__(
        self, document: Document, engine: LastingEngine, window: QWidget
    ) -> None:
        super().__init__(window)
        self._document = document
        self._engine = engine
        self._window = window
        self._unanswered: Export | None = None
        engine.received.connect(self._hear)
        engine.started.connect(self._ask_again)
        engine.gave_up.connect(self._give_up)

    def keras_model(self, run: str | None = None) -> None:
        """Writes a `.keras` file.

        Args:
            run: Id of the run whose weights to take; asked for where it is None.
        """
        if run is None and self._has_runs():
            labels = list(WEIGHTS)
            label, is_chosen = QInputDialog.getItem(
                self._window, "Export a Keras Model", "Weights:", labels, 0, False
            )
            if not is_chosen:
                return
            run = WEIGHTS[label]
        target = self._ask_target("Export a Keras Model", "Keras model", ".keras")
        if target is None:
            return
        path = self._document.path
        request = Export(
            self._document.project,
            "keras",
            str(target),
            str(path) if path else None,
            run,
        )
        self.said.emit(f"Writing {target.name}…", "info")
        self._engine.start()  # it may have given up
        self._unanswered = request
        self._engine.send(request)

    def python_code(self) -> None:
        """Writes the program that the Code panel shows."""
        target = self._ask_target("Export Python Code", "Python", ".py")
        if target is None:
            return
        try:
            text = generate(self._document.project, folder=target.parent).text
        except KgraphError as error:
            self._complain(str(error))
            return
        file = QSaveFile(str(target))  # wholly or not at all
        can_write = file.open(QSaveFile.OpenModeFlag.WriteOnly)
        if can_write and file.write(text.encode()) >= 0 and file.commit():
            self.said.emit(f"Wrote {target}.", "success")
        else:
            reason = file.errorString()
            self._complain(f"{target} could not be written: {reason}.")

    def _has_runs(self) -> bool:
        try:
            return bool(RunStore.beside(self._document.path).list())
        except KgraphError:
            return False

    def _ask_target(self, title: str, kind: str, suffix: str) -> Path | None:
        path = self._document.path
        name = self._document.project.main.name
        proposed = path.with_suffix(suffix) if path else Path.home() / (name + suffix)
        target, _ = QFileDialog.getSaveFileName(
            self._window, title, str(proposed), f"{kind} (*{suffix})"
        )
        if not target:
            return None
        return Path(target if target.endswith(suffix) else target + suffix)

    def _ask_again(self) -> None:
        """Asks a new engine what the last one died of, or beside."""
        if self._unanswered is not None:
            self._engine.send(self._unanswered)

    def _give_up(self, reason: str) -> None:
        if self._unanswered is not None:
            self._complain(f"{self._unanswered.target} was not written. {reason}")
            self._unanswered = None

    def _hear(self, event: object) -> None:
        if isinstance(event, Exported) or (
            isinstance(event, Failed) and event.request == "Export"
        ):
            self._unanswered = None
        match event:
            case Exported(target=target):
                self.said.emit(f"Wrote {target}.", "success")
            case Failed(request="Export", message=message):
                self._complain(message)

    def _complain(self, sentence: str) -> None:
        QMessageBox.critical(self._window, "kgraph", sentence)

"""Takes the model away: asks what and where to, lets the engine write and prove it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kgraph.document.analysis import Analysis
from kgraph.document.errors import KgraphError
from kgraph.document.reports import Report
from kgraph.gui.document import Document
from kgraph.gui.errand import Errand
from kgraph.gui.exporting.dialog import ExportDialog
from kgraph.gui.exporting.report_dialog import ExportReportDialog
from kgraph.gui.exporting.weights import choices, given
from kgraph.gui.exporting.words import verdict
from kgraph.gui.figures import draw
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.gui.panels.working import Working
from kgraph.gui.theme import Theme
from kgraph.gui.trouble import tell
from kgraph.messages import Export, Exported


class Exporting(QObject):
    """Writes the model in any format, and shows how it went.

    Args:
        analysis: Returns what is known of the drawing, for figures.

    Attributes:
        working: Tells that a file is being written, and lets the person cancel it.
    """

    said = Signal(str, str)
    """A sentence and its severity."""

    place_chosen = Signal(str)
    """Where in the drawing a finding is: a layer's name or path."""

    def __init__(
        self,
        document: Document,
        engine: LastingEngine,
        analysis: Callable[[], Analysis],
        window: QWidget,
        theme: Theme,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._analysis = analysis
        self._window = window
        self.working = Working()
        self._theme = theme
        self._last = "keras"  # the format that was chosen last
        self._errand = Errand(engine, "Export", Exported, self, is_repeated=True)
        self._errand.answered.connect(self._report)
        self._errand.failed.connect(self._complain)
        self._errand.changed.connect(self._show_state)
        self.working.cancelled.connect(self._cancel)

    def choose(self) -> None:
        """Lets the person choose among all formats."""
        self._open(self._last)

    def keras_model(self, run: str | None = None) -> None:
        """Writes a `.keras` file.

        Args:
            run: Id of the run whose weights to take; None for those the person picks.
        """
        self._open("keras", run)

    def python_code(self) -> None:
        """Writes the program that the Code panel shows."""
        self._open("python")

    def set_theme(self, theme: Theme) -> None:
        """Takes the colours of the dialogs that open from now on."""
        self._theme = theme

    def _open(self, format: str, run: str | None = None) -> None:
        if isinstance(self._errand.request, Export):
            name = Path(self._errand.request.target).name
            said = f"{name} is still being written. Wait for it, or cancel it."
            self.said.emit(said, "warning")
            return
        document = self._document
        weights = choices(document.project, document.path, run)
        dialog = ExportDialog(
            self._window,
            weights,
            self._proposed(),
            self._theme,
            format,
            is_saved=document.path is not None,
        )
        dialog.accepted.connect(lambda: self._ask(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _proposed(self) -> Path:
        document = self._document
        name = document.project.main.name
        return document.path or document.proposed or Path.home() / f"{name}.kgraph"

    def _ask(self, dialog: ExportDialog) -> None:
        target = dialog.target.path
        if target is None:
            return
        self._last = dialog.format.name
        if dialog.format.is_figure:
            self._draw(target, dialog.format.name, dialog.choices.options)
            return
        weights = dialog.choices.weights
        path = self._document.path
        self._errand.ask(
            Export(
                given(self._document.project, weights),
                dialog.format.name,
                str(target),
                str(path) if path else None,
                weights.run if dialog.format.has_weights else None,
                dialog.choices.options,
            )
        )

    def _draw(self, target: Path, format: str, options: Mapping[str, str]) -> None:
        """Draws the graph that is shown: the window needs no engine for that."""
        document = self._document
        analysis = self._analysis() if options["shapes"] == "yes" else None
        try:
            draw(
                document.project,
                target,
                format=format,
                analysis=analysis,
                graph=document.graph_id,
            )
        except KgraphError as error:
            tell(self._window, "Not Exported", str(error))
        else:
            self.said.emit(f"Wrote {target}.", "success")

    def _show_state(self) -> None:
        request = self._errand.request
        if isinstance(request, Export):
            name = Path(request.target).name
            self.working.begin(f"Writing {name} and comparing it with the drawing…")
        else:
            self.working.end()

    def _cancel(self) -> None:
        request = self._errand.request
        if isinstance(request, Export):
            self._errand.cancel()
            self.said.emit(f"{Path(request.target).name} was not written.", "info")

    def _report(self, request: Export, answer: Exported) -> None:
        report = answer.report
        is_good = report.proof is None or report.proof.is_passed
        said = f"Wrote {answer.target}." if is_good else verdict(answer.target, report)
        self.said.emit(said, "success" if is_good else "error")
        if report != Report():
            self._show_report(request.format, answer.target, report)

    def _show_report(self, format: str, target: str, report: Report) -> None:
        dialog = ExportReportDialog(self._window, format, target, report, self._theme)
        dialog.place_chosen.connect(self.place_chosen)
        dialog.show()

    def _complain(self, request: Export, reason: str) -> None:
        name = Path(request.target).name
        tell(self._window, "Not Exported", f"{name} was not written. {reason}")

"""The Results panel: how well a run predicts, where it fails, what it says."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kgraph.document.errors import KgraphError
from kgraph.document.evaluation import Evaluation, Mistake, OutputEvaluation
from kgraph.document.project import Data
from kgraph.document.telling.words import plural
from kgraph.gui.data.pages.samples_page import SamplesPage
from kgraph.gui.inspector.style import style_sheet
from kgraph.gui.quantities import measure
from kgraph.gui.results.asked.predicting import Predicting
from kgraph.gui.results.asking import AskingRuns, Subject
from kgraph.gui.results.classes.heat_map import cell_title
from kgraph.gui.results.closely.walking import Walking
from kgraph.gui.results.closely.walks import through_data, through_results
from kgraph.gui.results.gallery import Shown
from kgraph.gui.results.head import ResultsHead
from kgraph.gui.results.pages import PREDICT, SAMPLES, ResultPages
from kgraph.gui.saving import Saving
from kgraph.gui.theme import Theme
from kgraph.messages import Evaluate, Evaluated, Recalled
from kgraph.runs import RunStore

WORST = "Highest losses"


class ResultsPanel(QWidget):
    """Evaluates runs on demand, and shows what came out."""

    said = Signal(str, str)
    """A sentence and its severity."""

    def __init__(self, asking: AskingRuns, theme: Theme) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._asking = asking
        self._evaluation: Evaluation | None = None
        self._subject = Subject("best", "test")  # what the evaluation is of
        self._awaited: tuple[int, ...] = ()  # positions whose looks are asked for
        self.pages = ResultPages(theme)
        self.head = ResultsHead(self.pages.tabs)
        self.predicting = Predicting(asking, self.head, self.pages.predict)
        self.walking = Walking(self, theme)
        self.saving = Saving(self, "results", self._take_down)
        self.saving.fill(self.head.export.menu())
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._read_runs)
        self._arrange()
        self.setStyleSheet(style_sheet(theme))
        self._connect()

    @property
    def evaluation(self) -> Evaluation | None:
        """What is shown; None before the first."""
        return self._evaluation

    @property
    def output(self) -> OutputEvaluation | None:
        """The Output that is shown."""
        outputs = self._evaluation.outputs if self._evaluation else ()
        place = max(self.head.output.currentIndex(), 0)
        return outputs[place] if place < len(outputs) else None

    def evaluate(self, run: str | None = None) -> None:
        """Asks how well a run does, if there is one.

        Args:
            run: Its id; None for the one that is chosen.
        """
        self._read_runs()
        if run is not None:
            self.head.choose_run(run)
        if not self.head.has_runs:
            self.said.emit("There is no run yet to evaluate: train first.", "info")
            return
        if self._asking.is_evaluating:
            return
        self.head.say("Evaluating…")
        self._asking.evaluate(self.head.subject, self._take, self._complain)
        self._show_state()

    def refresh(self) -> None:
        """Lists the runs anew, once the panel can be seen."""
        self._timer.start()

    def begin_anew(self) -> None:
        """Forgets everything: the drawing is another one."""
        self._asking.questions.forget()
        self._evaluation = None
        self.head.show_outputs(())
        self.head.say("")
        self.walking.end()
        self.pages.show_output(None)
        self.pages.predict.show_predictions(())
        self.refresh()

    def hear_of(self, run: str) -> None:
        """Offers to evaluate a run that has just ended."""
        self._read_runs()
        self.head.choose_run(run)
        self.head.say(f"Run {run} has ended: evaluate it to see where it fails.")

    def look_closely(self, page: SamplesPage, data: Data, position: int) -> None:
        """Shows a sample of the Data panel, and what the chosen run says to it."""
        run, part = self.head.subject.run, page.part_of(position)
        self.walking.begin(through_data(page, data, self._asking, run, part), position)

    def set_theme(self, theme: Theme) -> None:
        """Colours everything anew."""
        self.setStyleSheet(style_sheet(theme))
        self.pages.set_theme(theme)
        self.walking.set_theme(theme)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files of samples."""
        if _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Asks the chosen run about what was dropped."""
        if files := _files(event):
            event.acceptProposedAction()
            self.pages.turn_to(PREDICT)
            self.predicting.ask_about_files(files)

    def showEvent(self, event: QShowEvent) -> None:
        """Reads the store only when somebody looks."""
        super().showEvent(event)
        self.refresh()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.pages, 1)
        self.setFocusProxy(self.head.button)

    def _connect(self) -> None:
        self.head.evaluation_wished.connect(self._evaluate_or_cancel)
        self.head.output_chosen.connect(lambda _: self._show_output())
        self.pages.tabs.currentChanged.connect(lambda _: self._recall())
        self.pages.classes.heat_map.chosen.connect(self._show_cell)
        self.pages.gallery.worst_wished.connect(self._show_worst)
        self.pages.gallery.chosen.connect(self._look_closely)
        self.saving.said.connect(self.said)
        self._asking.questions.changed.connect(self._show_state)
        self._asking.progressed.connect(self.head.show_progress)

    def _evaluate_or_cancel(self) -> None:
        if self._asking.is_evaluating:
            self._asking.questions.cancel(Evaluate)
            self.head.say("The evaluation was cancelled.")
        else:
            self.evaluate()

    def _read_runs(self) -> None:
        try:
            runs = RunStore.beside(self._asking.path).list()
        except KgraphError as error:
            runs = ()
            self.head.say(str(error))
        self.head.show_runs([run.id for run in runs if run.last_weights.exists()])
        self._show_state()

    def _show_state(self) -> None:
        self.head.show_state(
            is_evaluating=self._asking.is_evaluating,
            has_results=self._evaluation is not None,
        )

    def _take(self, event: Evaluated) -> None:
        found = event.evaluation
        self._evaluation = found
        self._subject = Subject(found.run, found.part)
        self.head.show_outputs([output.name for output in found.outputs])
        self.head.say(*_told(found))
        self._show_output()
        self._show_state()

    def _complain(self, reason: str) -> None:
        self.head.say(reason)
        self.said.emit(reason, "error")

    def _show_output(self) -> None:
        self.pages.show_output(self.output)
        self._show_worst()

    def _show_worst(self) -> None:
        mistakes = self.output.mistakes if self.output else ()
        shown = [_of_mistake(mistake) for mistake in mistakes]
        self._show_list(WORST, shown, is_worst=True)

    def _show_cell(self, row: int, column: int) -> None:
        confusion = self.output.confusion if self.output else None
        if confusion is None or not confusion.cells:
            return
        cells = {(cell.truth, cell.predicted): cell for cell in confusion.cells}
        cell = cells.get((row, column))
        lines = (f"is {confusion.classes[row]}, said {confusion.classes[column]}",)
        shown = [Shown(p, lines, row != column) for p in cell.positions] if cell else []
        title = cell_title(confusion, row, column)
        self._show_list(title, shown, is_worst=False)
        self.pages.turn_to(SAMPLES)

    def _show_list(self, title: str, shown: Sequence[Shown], *, is_worst: bool) -> None:
        self.pages.gallery.show_list(title, shown, is_worst=is_worst)
        self._awaited = self.pages.gallery.positions
        self._recall()

    def _recall(self) -> None:
        """Asks how the samples look, once somebody looks at them."""
        if self.pages.tabs.currentIndex() != SAMPLES or not self._awaited:
            return
        evaluation, positions = self._evaluation, self._awaited
        assert evaluation is not None
        self._awaited = ()
        columns = evaluation.inputs
        self._asking.recall(
            self._subject,
            columns,
            positions,
            lambda event: self._take_looks(columns, positions, event),
            self.pages.gallery.complain,
        )

    def _take_looks(
        self, columns: Sequence[str], positions: Sequence[int], event: Recalled
    ) -> None:
        if tuple(positions) == self.pages.gallery.positions:
            self.pages.gallery.show_samples(columns, event.samples)

    def _look_closely(self, position: int) -> None:
        evaluation, subject = self._evaluation, self._subject
        assert evaluation is not None
        targets = (c for output in evaluation.outputs for c in output.columns)
        columns = tuple(dict.fromkeys((*evaluation.inputs, *targets)))
        positions = self.pages.gallery.positions
        walk = through_results(self._asking, subject, columns, positions)
        self.walking.begin(walk, position)

    def _take_down(self, kind: str) -> Callable[[], bytes]:
        from kgraph.gui.results import taking

        assert self.output is not None
        content = taking.content_of(self.pages, self.output, kind)
        return lambda: content


def _files(event: QDropEvent) -> tuple[str, ...]:
    urls = event.mimeData().urls()
    return tuple(url.toLocalFile() for url in urls if url.isLocalFile())


def _told(found: Evaluation) -> tuple[str, str]:
    """Returns how a run did, and the same with all its scores."""
    scores = [f"{name} {measure(value)}" for name, value in found.scores.items()]
    begin = f"Run {found.run} on {plural(found.samples, f'{found.part} sample')}:  "
    return begin + "   ".join(scores[:4]), begin + ", ".join(scores)


def _of_mistake(mistake: Mistake) -> Shown:
    lines = (
        f"is {mistake.truth}, said {mistake.prediction}",
        f"loss {measure(mistake.loss)}",
    )
    return Shown(mistake.position, lines, mistake.is_wrong is True)

"""The main window: puts the panels together and tells each what concerns it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from kgraph import templates
from kgraph.document.analysis import Analysis, Problem
from kgraph.gui.analysis import Analyst, worth_showing
from kgraph.gui.blocks import BlockSource
from kgraph.gui.canvas import Following
from kgraph.gui.commands import menus
from kgraph.gui.commands.filing import Filing
from kgraph.gui.commands.palette_menu import PaletteMenu
from kgraph.gui.commands.repairing import Repairing
from kgraph.gui.commands.shelving import Shelving
from kgraph.gui.comparing import Comparing
from kgraph.gui.composition import centre, docked, make_panels
from kgraph.gui.data.wiring import DataWiring
from kgraph.gui.document import Document
from kgraph.gui.engine_client import EngineFactory, ProcessEngine
from kgraph.gui.exporting import Exporting
from kgraph.gui.importing import Importing, place_of
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.gui.look import choice, style_sheet
from kgraph.gui.mending import Mender
from kgraph.gui.panels.docks import keep_layout, restore_layout
from kgraph.gui.panels.status import Status
from kgraph.gui.placeables import Placeables
from kgraph.gui.runs.wiring import RunsWiring
from kgraph.gui.safety import Safekeeping
from kgraph.gui.stages import Staging
from kgraph.gui.submodels import Library, OpenGraphs, PaletteRows, Repeats
from kgraph.gui.theme import Theme, palette
from kgraph.gui.training import GoingOn, TrainingSession, run_actions, run_engines
from kgraph.gui.training.leaving import LeavingRun
from kgraph.gui.training.readiness import first_obstacle
from kgraph.gui.training.session import State
from kgraph.gui.weights import FetchingWeights, TakingWeights


class MainWindow(QMainWindow):
    """Shows a document.

    Args:
        engine_factory: Makes an engine: one for the drawing, one for each run.
        theme: The colours; those that the person chose where it is None.
    """

    painted = Signal()
    """The window is there to be seen, for the first time."""

    def __init__(
        self,
        document: Document,
        engine_factory: EngineFactory = ProcessEngine,
        theme: Theme | None = None,
    ) -> None:
        super().__init__()
        self.document = document
        self._is_painted = False
        theme = theme or choice.chosen_theme()
        self._dress(theme)
        self.engine = LastingEngine(engine_factory)
        self.analyst = Analyst(document, self.engine)
        self.mender = Mender(document, self.engine, self.analyst)
        self.session = TrainingSession(run_engines(engine_factory))
        self.safety = Safekeeping(document, self)
        self.filing = Filing(document, self, self.safety)
        self._open_to_others(theme)
        self._lay_out(theme)
        self._add_tools(theme)
        self.actions_by_name = menus.make_menus(self)
        self.actions_by_name.set_theme(theme)
        self._connect()
        self.runs = RunsWiring(self)
        self.going_on = GoingOn(self)
        self.leaving = LeavingRun(self.session, self)
        self._show_title()
        self._show_history()
        self._show_run_state(State.IDLE)
        restore_layout(self)

    def start(self) -> None:
        """Starts the engine; the window does not wait for it."""
        self.engine.start()

    def train(self) -> None:
        """Starts a run, or shows what stands in its way."""
        project = self.document.project
        problem = first_obstacle(project, self.analyst.problems_now())
        if problem is not None:
            self._show_problem(problem)
            return
        path = self.document.path
        self.docks.training.show()
        self.docks.training.raise_()
        self.panels.notice.hide()  # it may tell of the last run
        self.session.start(project, str(path) if path else None)

    def choose_theme(self, name: str) -> None:
        """Takes a theme and remembers it.

        Args:
            name: `light`, `dark`, or `system` for the desktop's.
        """
        choice.choose(name)
        self.set_theme(choice.chosen_theme())

    def set_theme(self, theme: Theme) -> None:
        """Colours everything anew."""
        self._dress(theme)
        more = (self.actions_by_name, self.status, self.blocks, self.repeats)
        rooms = (self.importing, self.exporting, self.comparing, self.data)
        for part in (*self.panels, *more, *rooms):
            part.set_theme(theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tells when the window can be seen first."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks about a run and unsaved changes, then leaves nothing behind."""
        if not (self.leaving.may_leave() and self.filing.may_leave()):
            event.ignore()
            return
        keep_layout(self)
        self.safety.close()
        self.leaving.finish()
        self.engine.close()
        super().closeEvent(event)

    def restart_engine(self) -> None:
        """Starts the engine anew, such as after it crashed."""
        self.panels.notice.hide()
        self.engine.restart()

    def _open_to_others(self, theme: Theme) -> None:
        """Makes what reads, writes and compares files."""
        document, engine, ask = self.document, self.engine, self.filing.may_leave
        self.importing = Importing(document, engine, self, ask, theme)
        self.exporting = Exporting(document, engine, self._analysis, self, theme)
        self.comparing = Comparing(document, engine, self, theme)

    def _lay_out(self, theme: Theme) -> None:
        """Puts together what is to be seen."""
        document, session, engine = self.document, self.session, self.engine
        self.status = Status(theme)
        self.setStatusBar(self.status)
        self.placeables = Placeables(document)
        self.panels = make_panels(document, session, theme, self.placeables, engine)
        self._add_placeables(theme)
        self.graphs = OpenGraphs(document, self.panels.canvas, self.panels.tabs)
        bars = (self.importing.working, self.exporting.working)
        self.setCentralWidget(centre(self.panels, *bars))
        self.docks = docked(self, self.panels)

    def _add_tools(self, theme: Theme) -> None:
        """Makes what works on the drawing, its data, stages and weights."""
        document, canvas = self.document, self.panels.canvas
        self.repairing = Repairing(self, self.mender)
        self.repeats = Repeats(document, canvas, self._analysis, theme, self)
        self.weights = TakingWeights(document, self.engine, canvas, self)
        self.fetching = FetchingWeights(self)
        self.staging = Staging(self)
        self.data = DataWiring(self, theme)

    def _analysis(self) -> Analysis:
        return self.analyst.analysis

    def _add_placeables(self, theme: Theme) -> None:
        """Fills the palette with what the catalogue does not have."""
        document, panels = self.document, self.panels
        self.library = Library()
        self.library.changed.connect(self.placeables.changed)
        self.placeables.add(self.library)
        self.blocks = BlockSource(self, theme)
        self.placeables.add(self.blocks)
        PaletteRows(document, self.placeables, panels.palette)
        self.shelving = Shelving(
            document, panels.canvas, self.library, panels.notice.say, self
        )

    def _connect(self) -> None:
        document, panels = self.document, self.panels
        document.failed.connect(lambda text: panels.notice.say(text, "warning"))
        document.changed.connect(self._show_history)
        Following(document, panels.canvas)
        document.replaced.connect(self._begin_anew)
        document.saved_state_changed.connect(self._show_title)
        document.graph_shown.connect(lambda _: self._show_analysis())
        panels.canvas.selection_changed.connect(panels.inspector.show_selection)
        PaletteMenu(document, panels.canvas, panels.palette, self.graphs, self.shelving)
        viewer = panels.canvas.viewer
        viewer.seen_changed.connect(lambda: self.status.show_zoom(viewer.zoom))
        panels.canvas.selection_changed.connect(panels.code.show_selection)
        panels.palette.chosen.connect(lambda name: panels.canvas.add_operation(name))
        panels.problems.jump_requested.connect(self._jump)
        panels.welcome.template_chosen.connect(
            lambda name: self.filing.new_from(lambda: templates.load(name))
        )
        panels.code.node_chosen.connect(self._jump)
        panels.code.save_requested.connect(self.exporting.python_code)
        self.weights.said.connect(panels.notice.say)
        panels.training.train_requested.connect(self.train)
        panels.training.layer_requested.connect(self._show_place)
        self.status.costs.measure_chosen.connect(
            lambda measure: panels.canvas.show_heat(measure)
        )
        self.status.problems_clicked.connect(self.docks.problems.raise_)
        self._connect_foreign()
        self.safety.said.connect(panels.notice.say)
        self.analyst.analyzed.connect(self._show_analysis)
        self.analyst.described.connect(lambda d: panels.inspector.set_description(d))
        self.analyst.state_changed.connect(self.status.show_engine)
        self.analyst.failed.connect(self._show_engine_failure)
        self.session.state_changed.connect(self._show_run_state)
        self.session.failed.connect(self._show_run_failure)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_desktop)

    def _connect_foreign(self) -> None:
        """Lets models of other programs in and out."""
        for room in (self.importing, self.exporting):
            room.said.connect(self.panels.notice.say)
            room.place_chosen.connect(self._show_place)
        self.comparing.said.connect(self.panels.notice.say)
        self.importing.repeats_found.connect(self._offer_repeats)
        self.filing.model_chosen.connect(self.importing.read)
        self.panels.welcome.model_requested.connect(self.filing.open)

    def _offer_repeats(self, sentence: str, severity: str) -> None:
        action = self.actions_by_name["find_repeats"]
        self.panels.notice.say(sentence, severity, action=action)

    def _begin_anew(self) -> None:
        self.panels.notice.hide()
        QTimer.singleShot(0, self, self.panels.canvas.show_beginning)

    def _show_history(self) -> None:
        document = self.document
        self.actions_by_name.show_history(document.undo_label, document.redo_label)

    def _show_title(self) -> None:
        path = self.document.path
        known = path or self.document.proposed
        self.setWindowTitle(f"{known.name if known else 'Untitled'}[*] — kgraph")
        self.setWindowModified(self.document.is_modified)
        self.setWindowFilePath(str(path) if path else "")
        self.panels.runs.show_runs_of(path)

    def _show_analysis(self, analysis: Analysis | None = None) -> None:
        project = self.document.project
        analysis = worth_showing(analysis or self.analyst.analysis, project)
        self.panels.canvas.show_analysis(analysis)
        self.panels.find_bar.show_analysis(analysis)
        self.panels.inspector.show_analysis(analysis)
        self.panels.problems.show_problems(analysis.problems, project)
        batch = project.training.batch_size
        self.status.show_analysis(analysis, self.document.graph_id, batch)

    def _show_problem(self, problem: Problem) -> None:
        if problem.node is None:
            self.panels.canvas.select([])
        else:
            self._jump(problem.graph, problem.node)
        self.panels.problems.select(problem)
        hint = self.repairing.hint(problem)
        self.panels.notice.say(f"Before training: {problem.sentence}{hint}", "warning")

    def _show_place(self, where: str) -> None:
        if place := place_of(self.document.project, where):
            self._jump(*place)

    def _jump(self, graph: str, node: str) -> None:
        self.document.show_graph(graph)
        self.panels.canvas.show_node(node)

    def _show_run_state(self, state: State) -> None:
        run_actions.show_state(state, self.actions_by_name, self.panels.training)
        if state is State.IDLE:
            self.panels.runs.refresh()

    def _show_run_failure(self, message: str, details: str) -> None:
        self.panels.notice.say(message, "error", details)

    def _show_engine_failure(self, message: str) -> None:
        self.panels.notice.say(message, "error", self.engine.last_words)

    def _follow_desktop(self) -> None:
        if choice.chosen_name() == choice.SYSTEM:
            self.set_theme(choice.chosen_theme())

    def _dress(self, theme: Theme) -> None:
        QApplication.setPalette(palette(theme))
        self.setStyleSheet(style_sheet(theme))

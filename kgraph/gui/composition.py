"""Makes the panels of the window, and puts the middle together."""

from typing import NamedTuple

from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from kgraph.gui.canvas import CanvasPanel, FindBar, Minimap
from kgraph.gui.data import Asking, DataPanel
from kgraph.gui.document import Document
from kgraph.gui.inspector import InspectorPanel
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.gui.panels import (
    CodePanel,
    HistoryPanel,
    PalettePanel,
    ProblemsPanel,
)
from kgraph.gui.panels.docks import Docks, add_docks
from kgraph.gui.panels.notice import Notice
from kgraph.gui.panels.welcome import Welcome
from kgraph.gui.placeables import Placeables
from kgraph.gui.results import AskingRuns, ResultsPanel
from kgraph.gui.runs import RunsPanel
from kgraph.gui.stages import StagesPanel
from kgraph.gui.submodels import GraphBar
from kgraph.gui.theme import Theme
from kgraph.gui.training import TrainingPanel, TrainingSession


class Panels(NamedTuple):
    """What the person sees, each in the theme's colours."""

    canvas: CanvasPanel
    tabs: GraphBar
    palette: PalettePanel
    inspector: InspectorPanel
    problems: ProblemsPanel
    code: CodePanel
    training: TrainingPanel
    runs: RunsPanel
    history: HistoryPanel
    stages: StagesPanel
    data: DataPanel
    results: ResultsPanel
    minimap: Minimap
    find_bar: FindBar
    notice: Notice
    welcome: Welcome


def make_panels(
    document: Document,
    session: TrainingSession,
    theme: Theme,
    placeables: Placeables,
    engine: LastingEngine,
) -> Panels:
    """Returns the panels of a document."""
    canvas = CanvasPanel(document, theme, placeables)
    return Panels(
        canvas=canvas,
        tabs=GraphBar(theme),
        palette=PalettePanel(theme),
        inspector=InspectorPanel(document, theme),
        problems=ProblemsPanel(theme),
        code=CodePanel(document, theme),
        training=TrainingPanel(session, theme),
        runs=RunsPanel(theme),
        history=HistoryPanel(document, theme),
        stages=StagesPanel(document, theme),
        data=DataPanel(document, Asking(document, engine), theme),
        results=ResultsPanel(AskingRuns(document, engine.companion()), theme),
        minimap=Minimap(canvas, document, theme),
        find_bar=FindBar(canvas, document, theme),
        notice=Notice(theme),
        welcome=Welcome(canvas, document, theme),
    )


def docked(window: QMainWindow, panels: Panels) -> Docks:
    """Puts the panels around the middle."""
    return add_docks(
        window,
        palette=panels.palette,
        inspector=panels.inspector,
        problems=panels.problems,
        code=panels.code,
        training=panels.training,
        runs=panels.runs,
        history=panels.history,
        stages=panels.stages,
        data=panels.data,
        results=panels.results,
    )


def centre(panels: Panels, *bars: QWidget) -> QWidget:
    """Returns the canvas with the notice and the open graphs above it.

    Args:
        bars: What comes above all, while something is under way.
    """
    widget = QWidget()
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for bar in bars:
        layout.addWidget(bar)
    layout.addWidget(panels.notice)
    layout.addWidget(panels.tabs)
    layout.addWidget(panels.canvas, 1)
    return widget

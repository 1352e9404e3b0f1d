"""Where the panels stand around the canvas; the person may put them elsewhere."""

import itertools
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

from kgraph.gui.settings import settings

VERSION = 4  # of the arrangement; a stored one of another version is not restored
SIZE = QSize(1440, 900)
PALETTE, INSPECTOR, BELOW = 230, 360, 300  # widths and a height in such a window
FRAME = QSize(20, 60)  # what the desktop puts around a window
Area = Qt.DockWidgetArea


@dataclass(frozen=True)
class Docks:
    """The docks by what is in them."""

    palette: QDockWidget
    inspector: QDockWidget
    problems: QDockWidget
    code: QDockWidget
    training: QDockWidget
    runs: QDockWidget
    history: QDockWidget
    stages: QDockWidget
    data: QDockWidget
    results: QDockWidget

    def all(self) -> list[QDockWidget]:
        """Returns them from left to right."""
        return [
            self.palette,
            self.inspector,
            self.problems,
            self.code,
            self.training,
            self.runs,
            self.history,
            self.stages,
            self.data,
            self.results,
        ]


def add_docks(
    window: QMainWindow,
    *,
    palette: QWidget,
    inspector: QWidget,
    problems: QWidget,
    code: QWidget,
    training: QWidget,
    runs: QWidget,
    history: QWidget,
    stages: QWidget,
    data: QWidget,
    results: QWidget,
) -> Docks:
    """Puts the panels around the window's centre."""
    docks = Docks(
        palette=_dock("Layers", palette),
        inspector=_dock("Inspector", inspector),
        problems=_dock("Problems", problems),
        code=_dock("Code", code),
        training=_dock("Training", training),
        runs=_dock("Runs", runs),
        history=_dock("History", history),
        stages=_dock("Stages", stages),
        data=_dock("Data", data),
        results=_dock("Results", results),
    )
    _place(window, docks)
    return docks


def _place(window: QMainWindow, docks: Docks) -> None:
    """Puts the docks where they are until the person moves them."""
    window.setCorner(Qt.Corner.BottomLeftCorner, Area.LeftDockWidgetArea)
    window.setCorner(Qt.Corner.BottomRightCorner, Area.RightDockWidgetArea)
    window.setTabPosition(Area.AllDockWidgetAreas, QTabWidget.TabPosition.North)
    window.setDockOptions(
        QMainWindow.DockOption.AllowTabbedDocks
        | QMainWindow.DockOption.AllowNestedDocks
        | QMainWindow.DockOption.GroupedDragging
    )
    window.addDockWidget(Area.LeftDockWidgetArea, docks.palette)
    window.addDockWidget(Area.RightDockWidgetArea, docks.inspector)
    watched = (docks.training, docks.runs, docks.results)
    below = (docks.problems, docks.data, docks.code, *watched)
    for dock in below:
        window.addDockWidget(Area.BottomDockWidgetArea, dock)
        _hide_title_while_docked(dock)
    for left, right in itertools.pairwise(below):
        window.tabifyDockWidget(left, right)
    docks.problems.raise_()
    beside = (docks.inspector, docks.stages, docks.history)
    for left, right in itertools.pairwise(beside):
        window.tabifyDockWidget(left, right)
    docks.inspector.raise_()
    for dock in beside:
        _hide_title_while_docked(dock)
    _share_room(window, docks)


def _share_room(window: QMainWindow, docks: Docks) -> None:
    """Leaves the canvas most of the window, also on a small screen."""
    room = SIZE.boundedTo(window.screen().availableSize() - FRAME)
    wide, high = room.width() / SIZE.width(), room.height() / SIZE.height()
    beside = [max(int(wide * PALETTE), 176), max(int(wide * INSPECTOR), 276)]
    horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    window.resizeDocks([docks.palette, docks.inspector], beside, horizontal)
    window.resizeDocks([docks.problems], [int(high * BELOW)], vertical)


def restore_layout(window: QMainWindow) -> None:
    """Puts the window and its docks where the person left them."""
    kept = settings()
    window.resize(SIZE.boundedTo(window.screen().availableSize() - FRAME))
    geometry, state = kept.value("geometry"), kept.value("state")
    if isinstance(geometry, QByteArray):
        window.restoreGeometry(geometry)
    if isinstance(state, QByteArray):
        window.restoreState(state, VERSION)


def keep_layout(window: QMainWindow) -> None:
    """Remembers where the window and its docks are."""
    kept = settings()
    kept.setValue("geometry", window.saveGeometry())
    kept.setValue("state", window.saveState(VERSION))


def _hide_title_while_docked(dock: QDockWidget) -> None:
    """Lets a dock's tab be its title; once it floats, it needs one of its own."""
    tab_is_title = QWidget(dock)

    def choose(is_floating: bool) -> None:
        # None means Qt's own title bar; the stubs do not know that
        bar = None if is_floating else tab_is_title
        dock.setTitleBarWidget(bar)  # type: ignore[arg-type]

    dock.topLevelChanged.connect(choose)
    choose(dock.isFloating())


def _dock(title: str, panel: QWidget) -> QDockWidget:
    dock = QDockWidget(title, objectName=title.lower())
    dock.setWidget(panel)
    dock.setFeatures(
        QDockWidget.DockWidgetFeature.DockWidgetMovable
        | QDockWidget.DockWidgetFeature.DockWidgetClosable
        | QDockWidget.DockWidgetFeature.DockWidgetFloatable
    )
    return dock

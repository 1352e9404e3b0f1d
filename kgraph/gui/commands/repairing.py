"""Offers repairs: at the node, in a small menu, and one click applies."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from kgraph.document.analysis import Problem
from kgraph.document.repairs import Repair
from kgraph.gui.analysis import worth_showing
from kgraph.gui.commands.actions import on_trigger
from kgraph.gui.mending import Mender

if TYPE_CHECKING:
    from kgraph.gui.window import MainWindow

NEXT_TO = QPoint(0, 6)  # pixels between a node and its menu


class Repairing(QObject):
    """Shows what the mender has found wherever a person looks for it."""

    def __init__(self, window: "MainWindow", mender: Mender) -> None:
        super().__init__(window)
        self._window = window
        self._mender = mender
        self._is_wished = False
        self._menu = QMenu("&Repair", window)  # of the node at the cursor
        self._menu.aboutToShow.connect(self._fill)
        self._offered = QMenu(window)
        panels = window.panels
        panels.canvas.addAction(self._menu.menuAction())
        panels.canvas.selection_changed.connect(self._show_menu)
        panels.problems.repair_requested.connect(self._take)
        panels.inspector.repair_requested.connect(self._take)
        panels.inspector.node_requested.connect(panels.canvas.show_node)
        mender.changed.connect(self._show)
        self._show_menu()

    def apply(self, repair: Repair) -> None:
        """Applies a repair, and says so."""
        if self._mender.apply(repair):
            self._window.panels.notice.say(
                f"Done: {repair.title}. Undo takes it back.", "success"
            )

    def offer(self) -> None:
        """Opens a menu of repairs of the selected nodes, else of the first problem."""
        offers = self._mender.offers()
        problem = next(iter(self._selected()), None) or next(iter(offers), None)
        self._is_wished = problem is None and self._mender.is_busy
        if problem is None:
            self._window.panels.notice.say(self._nothing())
            return
        self._offered.clear()
        self._add(self._offered, self._selected() or (problem,))
        self._offered.popup(self._place(problem))
        self._offered.setActiveAction(
            next(a for a in self._offered.actions() if not a.isSeparator())
        )

    def hint(self, problem: Problem) -> str:
        """Returns where repairs of a problem are to be had, if there are any."""
        has_some = problem in self._mender.offers()
        return " Ctrl+. offers repairs." if has_some else ""

    def _nothing(self) -> str:
        if self._mender.is_busy:
            return "Repairs are being tried. They will be offered in a moment."
        window = self._window
        known = worth_showing(window.analyst.analysis, window.document.project)
        if known.problems:
            return "There is no repair for these problems yet: change it by hand."
        return "There are no problems, so nothing is to be repaired."

    def _selected(self) -> tuple[Problem, ...]:
        """Returns the problems of the selected nodes that can be repaired."""
        graph = self._window.document.graph_id
        nodes = set(self._window.panels.canvas.selected())
        offers = self._mender.offers()
        return tuple(p for p in offers if p.graph == graph and p.node in nodes)

    def _place(self, problem: Problem) -> QPoint:
        """Returns where the menu opens: under the node, or at the cursor."""
        canvas, document = self._window.panels.canvas, self._window.document
        if problem.graph != document.graph_id:
            document.show_graph(problem.graph)
        item = canvas.sync.nodes.get(problem.node or "")
        if item is None:
            return QCursor.pos()
        if not item.isSelected():
            canvas.show_node(item.id)
        viewer = canvas.viewer
        below = viewer.mapFromScene(item.sceneBoundingRect().bottomLeft())
        return viewer.viewport().mapToGlobal(below + NEXT_TO)

    def _fill(self) -> None:
        self._menu.clear()
        self._add(self._menu, self._selected())

    def _add(self, menu: QMenu, problems: Iterable[Problem]) -> None:
        offers = self._mender.offers()
        for problem in problems:
            if menu.actions():
                menu.addSeparator()
            for repair in offers[problem]:
                action = menu.addAction(repair.title.replace("&", "&&"))
                action.setStatusTip(problem.sentence)
                on_trigger(action, partial(self.apply, repair))

    def _take(self, repair: object) -> None:
        """Hears signals, whose arguments can be of any type."""
        if isinstance(repair, Repair):
            self.apply(repair)

    def _show(self) -> None:
        offers = self._mender.offers()
        self._window.panels.problems.show_repairs(offers)
        self._window.panels.inspector.show_repairs(offers)
        self._show_menu()
        if self._is_wished and (offers or not self._mender.is_busy):
            self._is_wished = False
            self.offer()

    def _show_menu(self) -> None:
        is_of_use = bool(self._selected())
        self._menu.menuAction().setVisible(is_of_use)
        if is_of_use:
            self._menu.setIcon(self._window.actions_by_name["repair"].icon())

"""The inspector: shows the page that fits what is selected."""

from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kgraph.document.analysis import Analysis, Problem
from kgraph.document.columns import DataDescription
from kgraph.document.graph import SUBMODEL
from kgraph.document.project import MAIN
from kgraph.document.repairs import Repair
from kgraph.gui.document import Document
from kgraph.gui.inspector.graph import GraphPanel
from kgraph.gui.inspector.known import Known
from kgraph.gui.inspector.node import NodePanel
from kgraph.gui.inspector.project import ProjectPanel
from kgraph.gui.inspector.several import SeveralPanel
from kgraph.gui.inspector.style import style_sheet
from kgraph.gui.theme import Theme
from kgraph.gui.weights.outlook import Outlook

Page = TypeVar("Page", bound=QWidget)
IDLE = 400  # milliseconds without a change before pages are made in advance
KEPT = 12  # pages of types of layers that are kept to be shown again at once


class InspectorPanel(QWidget):
    """Shows the project, one node or several; all that it changes are edits.

    A page is made once for each type of layer and shows one node after the other.
    """

    repair_requested = Signal(object)
    """The `Repair` that is to be applied."""

    node_requested = Signal(str)
    """Id of a node that is to be shown."""

    data_requested = Signal()
    """The person wants to see the data."""

    stages_requested = Signal()

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self._document = document
        self._theme = theme
        self._known = Known()
        self._outlook = Outlook(document)
        self._selection: Sequence[str] = ()
        self._selected_in = document.graph_id
        self._pages: dict[str, QWidget] = {}
        self._page: QWidget | None = None
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._idle.timeout.connect(self._make_in_advance)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._scroll.setHorizontalScrollBarPolicy(off)
        self._ground = QWidget(objectName="inspector_ground")
        self._places = QVBoxLayout(self._ground)
        self._places.setContentsMargins(0, 0, 0, 0)
        self._scroll.setWidget(self._ground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        self.setStyleSheet(style_sheet(theme))
        document.changed.connect(lambda before, after: self._refresh())
        document.leaving.connect(self._finish)
        document.replacing.connect(self._leave_unfinished)
        document.replaced.connect(self._hear_replaced)
        document.graph_shown.connect(lambda id: self._refresh())
        self._refresh()

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self._page

    def show_selection(self, nodes: Sequence[str]) -> None:
        """Shows these nodes of the graph on the canvas, or the project if none."""
        self._selection = tuple(nodes)
        self._selected_in = self._document.graph_id
        self._refresh()

    def show_training_setting(self, name: str) -> None:
        """Shows the project, and lets the person edit a setting of its training."""
        self.show_selection(())
        if isinstance(self._page, ProjectPanel):
            self._page.training.point_at(name)

    def show_analysis(self, analysis: Analysis) -> None:
        """Shows what the engine found out."""
        self._known = replace(self._known, analysis=analysis)
        self._refresh()

    def show_repairs(self, offers: dict[Problem, tuple[Repair, ...]]) -> None:
        """Shows what would put problems right."""
        self._known = replace(self._known, offers=offers)
        self._refresh()

    def set_description(self, description: DataDescription | None) -> None:
        """Takes note of what the project's data source holds; None while unknown."""
        self._known = replace(self._known, description=description)
        self._refresh()

    def show_devices(self, devices: tuple[str, ...]) -> None:
        """Offers what the engine can compute on."""
        self._known = replace(self._known, devices=devices)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Makes every page anew in other colours."""
        self._theme = theme
        self.setStyleSheet(style_sheet(theme))
        self._forget_pages()
        self._refresh()

    def _refresh(self) -> None:
        fates = self._outlook.fates(self._known.analysis)
        self._known = replace(self._known, fates=fates)
        graph = self._document.graph
        is_here = graph.id == self._selected_in  # ids are the same in all graphs
        nodes = [n for n in self._selection if is_here and n in graph.nodes]
        self._selection = nodes
        if not nodes and graph.id != MAIN:
            graph_page = self._graph_page()
            graph_page.show_graph(self._known)
            self._show(graph_page)
        elif not nodes:
            page = self._project_page()
            page.show_project(self._known)
            self._show(page)
        elif len(nodes) == 1:
            node_page = self._node_page(graph.layer_of(nodes[0]).type)
            node_page.show_node(nodes[0], self._known)
            self._show(node_page)
        else:
            several = self._several_page()
            several.show_nodes(nodes, self._known)
            self._show(several)
        self._idle.start()

    def _finish(self) -> None:
        """Takes a name that is still being written, for the graph that it is in."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()

    def _leave_unfinished(self) -> None:
        """Lets no page, all of which go, write what was typed into another project."""
        for line in self.findChildren(QLineEdit):
            line.blockSignals(True)

    def _hear_replaced(self) -> None:
        self._selection = ()
        self._forget_pages()

    def _forget_pages(self) -> None:
        for page in self._pages.values():
            page.hide()
            page.deleteLater()
        self._pages.clear()
        self._page = None

    def _make_in_advance(self) -> None:
        """Makes one page that the person may want next, so that it is there at once."""
        graph = self._document.graph
        types = dict.fromkeys(layer.type for layer in graph.layers.values())
        missing = [type for type in types if self._key(type) not in self._pages]
        if missing and len(self._pages) < KEPT and self.isVisible():
            self._node_page(missing[0])
            self._idle.start()

    def _project_page(self) -> ProjectPanel:
        page = self._pages.get("")
        if not isinstance(page, ProjectPanel):
            page = self._keep("", ProjectPanel(self._document, self._theme))
            page.stages_requested.connect(self.stages_requested)
            page.data_requested.connect(self.data_requested)
        return page

    def _graph_page(self) -> GraphPanel:
        page = self._pages.get("/")
        if not isinstance(page, GraphPanel):
            page = self._keep("/", GraphPanel(self._document, self._theme))
        return page

    def _several_page(self) -> SeveralPanel:
        page = self._pages.get("*")
        if not isinstance(page, SeveralPanel):
            page = self._keep("*", SeveralPanel(self._document, self._theme))
        return page

    def _node_page(self, type: str) -> NodePanel:
        key = self._key(type)
        page = self._pages.get(key)
        if not isinstance(page, NodePanel):
            page = self._keep(key, NodePanel(self._document, type, self._theme))
            page.header.repair_requested.connect(self.repair_requested)
            page.header.node_requested.connect(self.node_requested)
        return page

    def _key(self, type: str) -> str:
        graph = self._document.project.graphs.get(type.removeprefix(SUBMODEL))
        return f"{type} {graph.name}" if graph else type

    def _keep(self, key: str, page: Page) -> Page:
        page.hide()
        self._places.addWidget(page)
        self._pages[key] = page
        kept = [k for k in self._pages if k not in ("", "/", "*", key)]
        if len(kept) > KEPT:
            old = self._pages.pop(kept[0])
            old.hide()
            old.deleteLater()
        return page

    def _show(self, page: QWidget) -> None:
        if page is self._page:
            return
        if self._page is not None:
            self._page.hide()
        self._page = page
        page.show()
        self._scroll.verticalScrollBar().setValue(0)

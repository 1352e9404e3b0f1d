"""The Data panel: where samples come from, what they look like, what they are for."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from kgraph.document.columns import DataDescription
from kgraph.gui.data.asking import Asking
from kgraph.gui.data.binding_menu import Destination, binding_menu
from kgraph.gui.data.chooser import SourceChooser
from kgraph.gui.data.kinds import dropped_data, kind_of
from kgraph.gui.data.pages.columns_page import ColumnsPage
from kgraph.gui.data.pages.empty_page import EmptyPage
from kgraph.gui.data.pages.rows_page import RowsPage
from kgraph.gui.data.pages.samples_page import SamplesPage
from kgraph.gui.data.pages.settings_page import SettingsPage
from kgraph.gui.data.permission import Permission
from kgraph.gui.data.sourcing import Sourcing
from kgraph.gui.data.words import source_in_words, split_of
from kgraph.gui.document import Document
from kgraph.gui.inspector.style import style_sheet
from kgraph.gui.theme import Theme

PAGES = ("Columns", "Samples", "Rows", "Settings")
SETTINGS = len(PAGES) - 1
ROOMY = 620  # pixels from which on there is room for the summary
CHOOSER, NARROW = 190, 80


class DataPanel(QWidget):
    """A source to choose, and pages that show what is in it.

    Attributes:
        sourcing: Makes the edits.
    """

    placing_wished = Signal(str, tuple)
    """An `Input` or `Output` is wanted on the drawing, bound to these columns."""

    permission_given = Signal()
    """The person has agreed to run the program that makes the data."""

    def __init__(self, document: Document, asking: Asking, theme: Theme) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._document = document
        self._asking = asking
        self._description: DataDescription | None = None
        self._trouble = ""
        self.sourcing = Sourcing(document)
        self.permission = Permission(self, theme)
        self.chooser = SourceChooser(
            document, self.permission, "Data source", none="No data"
        )
        self.chooser.setMaximumWidth(CHOOSER)
        self.chooser.combo.setMinimumWidth(NARROW)
        self.chooser.chosen.connect(self.sourcing.choose)
        self.summary = QLabel()
        self.summary.setProperty("role", "muted")
        self.summary.setMinimumWidth(1)
        self.tabs = QTabBar(drawBase=False, expanding=False, usesScrollButtons=True)
        self.tabs.setAccessibleName("Pages of the data")
        self.tabs.setProperty("role", "pages")
        for page in PAGES:
            self.tabs.addTab(page)
        self.empty = EmptyPage()
        self.empty.permission_wished.connect(self._ask_permission)
        self.columns = ColumnsPage(asking, theme)
        self.columns.tree.menu_requested.connect(self._open_menu)
        self.samples = SamplesPage(asking, theme)
        self.rows = RowsPage(asking)
        self.settings = self._make_settings(theme)
        self.pages = QStackedWidget()
        for widget in (self.columns, self.samples, self.rows, self.settings):
            self.pages.addWidget(widget)
        self.pages.addWidget(self.empty)
        self._arrange()
        self.setStyleSheet(style_sheet(theme))
        self.setAcceptDrops(True)
        self.tabs.currentChanged.connect(lambda _: self._show_page())
        document.changed.connect(lambda *_: self._show())
        self._show()

    @property
    def description(self) -> DataDescription | None:
        """What the source holds; None while nobody knows."""
        return self._description

    def show_description(self, description: DataDescription | None) -> None:
        """Takes note of what the source holds; None while nobody knows."""
        self._description = description
        self._asking.questions.forget()
        if description is not None:
            self._trouble = ""
        self._show()
        self.sourcing.hear_description(description)

    def show_trouble(self, sentence: str) -> None:
        """Says why the source cannot be read; nothing if it can."""
        if sentence != self._trouble:
            self._trouble = sentence
            self._show_page()

    def show_progress(self, what: str, done: int, total: int | None) -> None:
        """Shows how far a download got."""
        self.empty.show_progress(what, done, total)

    def set_theme(self, theme: Theme) -> None:
        """Colours everything anew."""
        self.setStyleSheet(style_sheet(theme))
        self.permission.set_theme(theme)
        self.columns.set_theme(theme)
        self.samples.set_theme(theme)
        self.settings.finish()
        old, self.settings = self.settings, self._make_settings(theme)
        self.pages.insertWidget(SETTINGS, self.settings)
        self.pages.removeWidget(old)
        old.deleteLater()
        self._show()

    def choose(self) -> None:
        """Opens the list of sources."""
        self.chooser.combo.setFocus()
        self.chooser.combo.showPopup()

    def take(self, path: str | Path) -> None:
        """Takes a file or folder as the source."""
        kind = kind_of(path)
        if kind is not None:
            self.chooser.take(kind, Path(path))

    def open_binding_menu(self) -> None:
        """Asks where the selected columns are to go; all of them if none is."""
        self.tabs.setCurrentIndex(0)
        tree = self.columns.tree
        if not tree.chosen():
            tree.selectAll()
        tree.setFocus()
        self._open_menu(tree.viewport().mapToGlobal(QPoint(8, 8)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes a file or folder of data; here a program or an HDF5 file is one."""
        if dropped_data(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes what was dropped as the source."""
        path = dropped_data(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.take(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the summary out where there is no room for it."""
        super().resizeEvent(event)
        self.summary.setVisible(self.width() >= ROOMY)

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 2)
        bar.setSpacing(4)
        bar.addWidget(self.chooser, 1)
        bar.addWidget(self.tabs, 4)
        bar.addWidget(self.summary)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(bar)
        layout.addWidget(self.pages, 1)
        self.setFocusProxy(self.chooser)

    def _make_settings(self, theme: Theme) -> SettingsPage:
        return SettingsPage(self._document, self.sourcing, self.permission, theme)

    def _show(self) -> None:
        project = self._document.project
        self.chooser.show_source(project.data.source)
        self.summary.setText(source_in_words(project.data.source, self._description))
        self.columns.show_data(self._description, project)
        split = split_of(project)
        self.samples.show_data(self._description, split)
        self.rows.show_data(self._description, split)
        self.settings.show_data(project.data, self._description)
        self._show_page()

    def _show_page(self) -> None:
        source, wanted = self._document.project.data.source, self.tabs.currentIndex()
        is_there = self._description is not None
        if is_there or (source is not None and wanted == SETTINGS):
            self.pages.setCurrentIndex(wanted)
            return
        self.empty.show_state(source, self._trouble)
        self.pages.setCurrentWidget(self.empty)

    def _open_menu(self, at: QPoint) -> None:
        columns = self.columns.tree.chosen()
        if self._description is None or not columns:
            return
        menu = binding_menu(
            self,
            self._document.project,
            columns,
            self._description,
            lambda destination: self._go_to(destination, columns),
        )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _go_to(self, destination: Destination, columns: tuple[str, ...]) -> None:
        if not destination.layer:
            self.placing_wished.emit(destination.type, columns)
        elif self._description is not None:
            self.sourcing.bind(destination.layer, columns, self._description)

    def _ask_permission(self) -> None:
        source = self._document.project.data.source
        if source is None:
            return
        folder = self._document.path.parent if self._document.path else Path()
        self.permission.ask(folder / source.name, self.permission_given.emit)

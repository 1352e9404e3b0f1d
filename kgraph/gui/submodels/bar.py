"""The bar above the canvas: a tab for each open graph, and the way down to this one."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kgraph.gui.look.icons import icon
from kgraph.gui.look.tips import plain_tip
from kgraph.gui.submodels.breadcrumb import Breadcrumb
from kgraph.gui.theme import Theme

Titles = Sequence[tuple[str, str]]
"""Id and name of graphs."""


class GraphBar(QWidget):
    """Shows what it is told; takes no space while the main graph alone is open."""

    chosen = Signal(str)
    """Id of the graph whose tab was clicked."""

    close_wished = Signal(str)
    rename_wished = Signal(str)
    crumb_chosen = Signal(int)
    """Place in the way down that was clicked; 0 is the main graph."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(visible=False)
        self._theme = theme
        self._titles: Titles = ()
        self.tabs = _Tabs()
        self.tabs.currentChanged.connect(self._choose)
        self.tabs.tabBarDoubleClicked.connect(self._wish_rename)
        self.tabs.close_wished.connect(self._wish_close)
        self.crumbs = Breadcrumb()
        self.crumbs.chosen.connect(self.crumb_chosen)
        self.crumbs.renamed.connect(self._wish_rename_of_shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(self.crumbs)

    def show_graphs(self, titles: Titles, shown: str, way: Sequence[str]) -> None:
        """Shows the open graphs.

        Args:
            shown: Id of the graph on the canvas.
            way: Names of the graphs from the main one to the shown one.
        """
        ids = [id for id, _ in titles]
        self.tabs.blockSignals(True)
        if ids != [id for id, _ in self._titles]:
            self.tabs.rebuild(len(ids), self._theme)
        for index, (_, name) in enumerate(titles):
            self.tabs.setTabText(index, name.replace("&", "&&"))
            self.tabs.setTabToolTip(index, plain_tip(name))
        self.tabs.setCurrentIndex(ids.index(shown))
        self.tabs.blockSignals(False)
        self._titles = tuple(titles)
        self.crumbs.show_way(way)
        self.setVisible(len(ids) > 1)

    def set_theme(self, theme: Theme) -> None:
        """Draws the icons anew."""
        self._theme = theme
        self.tabs.set_theme(theme)

    def _choose(self, index: int) -> None:
        if 0 <= index < len(self._titles):
            self.chosen.emit(self._titles[index][0])

    def _wish_rename(self, index: int) -> None:
        if 0 <= index < len(self._titles):
            self.rename_wished.emit(self._titles[index][0])

    def _wish_close(self, index: int) -> None:
        if 0 < index < len(self._titles):
            self.close_wished.emit(self._titles[index][0])

    def _wish_rename_of_shown(self) -> None:
        self._wish_rename(self.tabs.currentIndex())


class _Tabs(QTabBar):
    """Tabs that can be closed, all but the first."""

    close_wished = Signal(int)

    def __init__(self) -> None:
        super().__init__(documentMode=True, expanding=False)
        self.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.setUsesScrollButtons(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Open graphs")

    def rebuild(self, count: int, theme: Theme) -> None:
        """Makes as many tabs as there are graphs."""
        while self.count():
            self.removeTab(0)
        for index in range(count):
            self.addTab("")
            if index:
                button = QToolButton(toolTip="Close (Ctrl+W)", autoRaise=True)
                button.setIconSize(QSize(12, 12))
                button.setProperty("role", "tab-close")
                button.clicked.connect(self._close_of_button)
                self.setTabButton(index, QTabBar.ButtonPosition.RightSide, button)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draws the close buttons anew."""
        for index in range(1, self.count()):
            button = self._button(index)
            button.setIcon(icon("close", theme, theme.muted))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Closes the tab that is clicked with the middle button."""
        index = self.tabAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton and index > 0:
            self.close_wished.emit(index)
        super().mouseReleaseEvent(event)

    def _button(self, index: int) -> QToolButton:
        button = self.tabButton(index, QTabBar.ButtonPosition.RightSide)
        assert isinstance(button, QToolButton)
        return button

    def _close_of_button(self) -> None:
        sender = self.sender()
        for index in range(1, self.count()):
            if self._button(index) is sender:
                self.close_wished.emit(index)
                return

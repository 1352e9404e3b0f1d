"""The pages of the results: which there are, and which suit an Output."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from kgraph.document.evaluation import OutputEvaluation
from kgraph.gui.results.asked.predict_page import PredictPage
from kgraph.gui.results.classes.classes_page import ClassesPage
from kgraph.gui.results.gallery import Gallery
from kgraph.gui.theme import Theme

if TYPE_CHECKING:
    from kgraph.gui.results.charts.curves_page import CurvesPage
    from kgraph.gui.results.charts.numbers_page import NumbersPage

CLASSES, CURVES, NUMBERS, SAMPLES, PREDICT = range(5)
TITLES = ("Classes", "Curves", "Numbers", "Samples", "Predict")
INVITATION = (
    "Choose a run and press Evaluate: it shows what was taken for what, how sure the "
    "model is, and where it fails most."
)


class ResultPages(QWidget):
    """A tab for each page; charts, and pyqtgraph, are made when one is first seen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._output: OutputEvaluation | None = None
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self.tabs.setAccessibleName("Pages of the results")
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setProperty("role", "pages")
        for title in TITLES:
            self.tabs.addTab(title)
        self.classes = ClassesPage(theme)
        self.gallery = Gallery(theme)
        self.predict = PredictPage(theme)
        self._empty = QLabel(INVITATION, wordWrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "muted")
        self._empty.setMargin(12)
        self._stack = QStackedWidget()
        for page in (self.classes, self.gallery, self.predict, self._empty):
            self._stack.addWidget(page)
        self.tabs.currentChanged.connect(lambda _: self._show_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack, 1)
        self._show_page()

    @cached_property
    def curves(self) -> "CurvesPage":
        """The curves of classes."""
        from kgraph.gui.results.charts.curves_page import CurvesPage

        page = CurvesPage(self._theme)
        self._stack.addWidget(page)
        return page

    @cached_property
    def numbers(self) -> "NumbersPage":
        """The charts of numbers."""
        from kgraph.gui.results.charts.numbers_page import NumbersPage

        page = NumbersPage(self._theme)
        self._stack.addWidget(page)
        return page

    @property
    def current(self) -> QWidget:
        """The page that is seen."""
        return self._stack.currentWidget()

    def show_output(self, output: OutputEvaluation | None) -> None:
        """Shows an Output, on the pages that have something to say of it."""
        self._output = output
        has = {
            CLASSES: output is None or bool(output.classes),
            CURVES: output is None or bool(output.roc.curves),
            NUMBERS: output is not None and bool(output.regressions),
        }
        wanted = self.tabs.currentIndex()
        if not has.get(wanted, True):
            wanted = next(p for p in (CLASSES, NUMBERS, SAMPLES) if has.get(p, True))
        self.tabs.setTabVisible(wanted, True)
        self.tabs.setCurrentIndex(wanted)  # before Qt chooses for a tab that hides
        for page, is_there in has.items():
            self.tabs.setTabVisible(page, is_there)
        self._show_page()

    def turn_to(self, page: int) -> None:
        """Shows a page."""
        self.tabs.setCurrentIndex(page)

    def set_theme(self, theme: Theme) -> None:
        """Colours everything anew."""
        self._theme = theme
        made = [self.__dict__[n] for n in ("curves", "numbers") if n in self.__dict__]
        for page in (self.classes, self.gallery, self.predict, *made):
            page.set_theme(theme)

    def _show_page(self) -> None:
        self._stack.setCurrentWidget(self._page())

    def _page(self) -> QWidget:
        place, output = self.tabs.currentIndex(), self._output
        if place == PREDICT:
            return self.predict
        if output is None:
            return self._empty
        if place == SAMPLES:
            return self.gallery
        page = {CURVES: "curves", NUMBERS: "numbers"}.get(place, "classes")
        found: ClassesPage | CurvesPage | NumbersPage = getattr(self, page)
        found.show_output(output)
        return found

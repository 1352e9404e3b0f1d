"""A person in front of the window: sees what is shown, uses mouse and keyboard."""

import math
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.exceptions import TimeoutError

from kgraph.gui.document import Document
from kgraph.gui.engine_client import EngineFactory, ProcessEngine
from kgraph.gui.theme import DARK
from kgraph.gui.window import MainWindow

PATIENCE = 60_000  # milliseconds: a busy machine takes long to import Keras
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
STEPS = 8  # of a mouse that is dragged


@dataclass
class Person:
    """Uses a window that really trains; `look_for` waits until something is seen."""

    qtbot: object
    factory: EngineFactory = ProcessEngine
    document: Document = field(default_factory=Document)

    def __post_init__(self) -> None:
        self.window = MainWindow(self.document, self.factory, DARK)
        self.qtbot.addWidget(self.window, before_close_func=_forget_changes)
        self.window.painted.connect(self.window.start)
        self.window.resize(1500, 1000)
        self.window.panels.canvas.gliding.milliseconds = 0  # it looks at once
        self.window.show()
        self.window.activateWindow()
        self.look_for(lambda: self.window.isActiveWindow() and self.window._is_painted)

    # What is seen

    def look_for(self, condition) -> None:
        try:
            self.qtbot.waitUntil(condition, timeout=PATIENCE)
        except TimeoutError:
            shown = (self.problems, self.notice, self.training.status, self.cards)
            pytest.fail(f"It was never seen. What was: {shown}")

    @property
    def graph(self):
        return self.document.graph

    @property
    def cards(self):
        """What each node shows, by its layer's name."""
        return {item.card.name: item.card for item in self._items.values()}

    @property
    def problems(self) -> list[str]:
        items = self.window.panels.problems._items
        return [f"{item.text(0)}: {item.text(1)}" for item in items]

    @property
    def notice(self) -> str:
        return self.window.panels.notice.text

    @property
    def training(self):
        return self.window.panels.training

    def node(self, name: str) -> str:
        graph = self.graph
        return next(id for id in graph.nodes if graph.layer_of(id).name == name)

    def edges(self) -> set[tuple[str, str]]:
        name = {id: self.graph.layer_of(id).name for id in self.graph.nodes}
        return {(name[e.source.node], name[e.target.node]) for e in self.graph.edges()}

    # What is done

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier, widget=None) -> None:
        QTest.keyClick(widget or self._focused, key, modifiers)
        QApplication.processEvents()

    def write(self, text: str) -> None:
        QTest.keyClicks(self._focused, text)

    def press_button(self, button: QWidget) -> None:
        QTest.mouseClick(button, LEFT)

    def choose(self, combo: QComboBox, text: str) -> None:
        """Picks an entry as with the keyboard."""
        combo.setFocus()
        QTest.keyClick(combo, Qt.Key.Key_Home)
        combo.setCurrentText(text)
        combo.activated.emit(combo.currentIndex())

    def enter(self, editor: QWidget, text: str) -> None:
        """Writes a value into a field of a form."""
        field = editor.findChild(QLineEdit)
        QTest.mouseClick(field, LEFT)
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def jump_to_problem(self, layer: str) -> None:
        panel = self.window.panels.problems
        item = next(i for i in panel._items if i.text(0) == layer)
        place = panel._list.visualItemRect(item).center()
        QTest.mouseClick(panel._list.viewport(), LEFT, pos=place)

    def find_in_palette(self, text: str) -> None:
        self.press(Qt.Key.Key_K, CTRL, self.window)
        self.write(text)
        self.press(Qt.Key.Key_Return)

    def find_on_canvas(self, text: str) -> None:
        self._viewer.setFocus()
        self.press(Qt.Key.Key_Tab, widget=self._viewer)
        self.write(text)
        self.press(Qt.Key.Key_Return)

    def click_empty_canvas(self) -> None:
        QTest.mouseClick(self._viewer.viewport(), LEFT, pos=QPoint(5, 5))

    def click(self, point: QPointF) -> None:
        QTest.mouseClick(self._viewer.viewport(), LEFT, pos=self._at(point))

    def select(self, name: str) -> None:
        item = self._items[self.node(name)]
        title = item.scenePos() + QPointF(item.width / 2, item.height / 2)
        self.click(title)

    def drag(self, start: QPointF, end: QPointF) -> None:
        viewport = self._viewer.viewport()
        QTest.mouseMove(viewport, self._at(start))
        QTest.mousePress(viewport, LEFT, pos=self._at(start))
        for step in range(1, STEPS + 1):
            point = start + (end - start) * (step / STEPS)
            QTest.mouseMove(viewport, self._at(point))
            QApplication.processEvents()
        QTest.mouseRelease(viewport, LEFT, pos=self._at(end))
        QApplication.processEvents()

    def draw_edge(self, source: str, target: str) -> None:
        start, end = self._items[self.node(source)], self._items[self.node(target)]
        self.drag(start.outputs[0].scenePos(), end.inputs[0].scenePos())

    def middle_of_edge(self, source: str, target: str) -> QPointF:
        ends = (self.node(source), self.node(target))
        return next(
            item.path().pointAtPercent(0.5)
            for edge, item in self.window.panels.canvas.sync.edges.items()
            if (edge.source.node, edge.target.node) == ends
        )

    def is_curve_drawn(self, name: str, least: int) -> bool:
        series = self.training.curves.series(name)
        values = [] if series is None else [y for y in series.y if math.isfinite(y)]
        return len(values) >= least

    @property
    def inspector(self) -> QWidget:
        return self.window.panels.inspector.page

    @property
    def _focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    @property
    def _viewer(self):
        return self.window.panels.canvas.viewer

    @property
    def _items(self):
        return self.window.panels.canvas.sync.nodes

    def _at(self, point: QPointF) -> QPoint:
        return self._viewer.mapFromScene(point)


def _forget_changes(window: MainWindow) -> None:
    window.session.close()
    window.document.replace(window.document.project)

"""A window whose model holds an encoder, which holds a block."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sketch import Sketch

from kgraph.document import edits

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def in_rows(s):
    rows = {id: (0.0, 120.0 * row) for row, id in enumerate(s.graph.nodes)}
    s.graph = edits.move(s.graph, rows)
    return s


def block():
    s = Sketch("block", "g2")
    dense = s.add("Dense", s.add("Input", shape=[4]), units=4)
    s.output(dense)
    return in_rows(s)


def encoder():
    s = Sketch("encoder", "g1")
    inner = s.add("graph:g2", name="block", at={"input": [s.add("Input", shape=[4])]})
    s.output(inner)
    return in_rows(s)


def nested():
    """Inputs, two copies of the encoder, an Output; the encoder holds a block."""
    s = Sketch()
    first = s.add("Input", shape=[4])
    left = s.add("graph:g1", name="left", at={"input": [first]})
    right = s.add("graph:g1", name="right", at={"input": [left]})
    s.output(right)
    return in_rows(s).project(encoder(), block())


@dataclass
class Screen:
    """A window as a person sees and uses it."""

    window: object

    @property
    def document(self):
        return self.window.document

    @property
    def canvas(self):
        return self.window.panels.canvas

    @property
    def bar(self):
        return self.window.panels.tabs

    @property
    def titles(self):
        return [self.bar.tabs.tabText(i) for i in range(self.bar.tabs.count())]

    @property
    def crumbs(self):
        return [step.text() for step in self.bar.crumbs.steps]

    def node(self, name):
        graph = self.document.graph
        return next(n for n in graph.nodes if graph.layer_of(n).name == name)

    def press(self, key, modifiers=NONE):
        QTest.keyClick(self.canvas.viewer, key, modifiers)
        QApplication.processEvents()

    def point(self, name):
        item = self.canvas.sync.nodes[self.node(name)]
        middle = item.scenePos() + QPointF(item.width / 2, item.height / 2)
        return self.canvas.viewer.mapFromScene(middle)

    def click(self, name, modifiers=NONE):
        viewport = self.canvas.viewer.viewport()
        QTest.mouseClick(viewport, LEFT, modifiers, self.point(name))
        QApplication.processEvents()

    def double_click(self, name):
        point, viewport = self.point(name), self.canvas.viewer.viewport()
        QTest.mouseClick(viewport, LEFT, NONE, point)
        QTest.mouseDClick(viewport, LEFT, NONE, point)
        QTest.mouseRelease(viewport, LEFT, NONE, point)
        QApplication.processEvents()

    def click_tab(self, index, button=LEFT):
        tabs = self.bar.tabs
        QTest.mouseClick(tabs, button, NONE, tabs.tabRect(index).center())
        QApplication.processEvents()

    def trigger(self, name):
        self.window.actions_by_name[name].trigger()
        QApplication.processEvents()


@pytest.fixture
def screen(window, document, qtbot):
    window.resize(1400, 900)
    window.show()
    qtbot.waitExposed(window)
    document.replace(nested())
    QApplication.processEvents()
    QApplication.processEvents()
    window.panels.canvas.viewer.setFocus()
    return Screen(window)


@pytest.fixture
def answer(monkeypatch):
    """Returns a function that answers the next questions for a name."""

    def answer(name):
        asked = []

        def get_text(parent, title, label, mode, proposal):
            asked.append(proposal)
            return (name or "", name is not None)

        monkeypatch.setattr("PySide6.QtWidgets.QInputDialog.getText", get_text)
        return asked

    return answer

"""Mouse and keys in a window, where the canvas is looked at by ids of the document."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeySequence,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from kgraph.document.graph import Edge, Graph
from kgraph.gui import mime
from kgraph.gui.window import MainWindow
from restless.answering import Answering

Key = Qt.Key
Thing = TypeVar("Thing")
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
WAY = 4  # moves of a mouse that is dragged
EDGE = 12  # pixels from the side of the view that nobody aims at


def pick(things: Iterable[Thing], number: int) -> Thing | None:
    """Returns one of these, whichever number it is; None if there are none."""
    found = list(things)
    return found[number % len(found)] if found else None


@dataclass
class Hand:
    """Does what a person can do, and remembers it in words."""

    window: MainWindow
    engine: Answering
    story: list[str] = field(default_factory=list)

    @property
    def graph(self) -> Graph:
        return self.window.document.graph

    @property
    def canvas(self):
        return self.window.panels.canvas

    @property
    def viewer(self):
        return self.canvas.viewer

    @property
    def items(self) -> dict[str, Any]:
        return self.canvas.sync.nodes

    @property
    def edges(self) -> dict[Edge, Any]:
        return self.canvas.sync.edges

    def name(self, node: str) -> str:
        return self.graph.layer_of(node).name

    def settle(self) -> None:
        """Lets all be done that is due, and what a timer would begin soon."""
        QApplication.processEvents()
        if self.window.analyst._timer.isActive():
            self.window.analyst._ask()
        self.engine.answer(self.window.engine)
        QApplication.processEvents()

    # Where things are

    def output(self, node: str, number: int = 0) -> QPointF | None:
        port = pick(self.items[node].outputs, number)
        return port.scenePos() if port else None

    def input(self, node: str, number: int = 0) -> QPointF | None:
        port = pick(self.items[node].inputs, number)
        return port.scenePos() if port else None

    def middle(self, node: str) -> QPointF:
        return self.items[node].sceneBoundingRect().center()

    def spot(self, i: int, j: int) -> QPointF:
        """A point of the scene that is in view."""
        size = self.viewer.viewport().size()
        x = EDGE + (i * 97) % max(size.width() - 2 * EDGE, 1)
        y = EDGE + (j * 61) % max(size.height() - 2 * EDGE, 1)
        return self.viewer.mapToScene(QPoint(x, y))

    def at(self, point: QPointF) -> QPoint:
        return self.viewer.mapFromScene(point)

    def look_at(self, *points: QPointF) -> None:
        """Moves the view if any of these points of the scene is out of it."""
        inside = self.viewer.viewport().rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        if all(inside.contains(self.at(p)) for p in points):
            return
        middle = QPointF(sum(p.x() for p in points), sum(p.y() for p in points))
        self.viewer.center_at(middle / len(points))
        if not all(inside.contains(self.at(p)) for p in points):
            self.canvas.zoom_to_fit()

    # Mouse

    def hover(self, point: QPointF) -> None:
        QTest.mouseMove(self.viewer.viewport(), self.at(point))
        QApplication.processEvents()

    def press(self, point: QPointF, held=NONE, button=LEFT) -> None:
        self.hover(point)
        QTest.mousePress(self.viewer.viewport(), button, held, self.at(point))
        QApplication.processEvents()

    def pull(self, start: QPointF, end: QPointF) -> None:
        for step in range(1, WAY + 1):
            self.hover(start + (end - start) * (step / WAY))

    def release(self, point: QPointF, held=NONE, button=LEFT) -> None:
        QTest.mouseRelease(self.viewer.viewport(), button, held, self.at(point))
        QApplication.processEvents()

    def drag(self, start: QPointF, end: QPointF, held=NONE, button=LEFT) -> None:
        self.look_at(start, end)
        self.press(start, held, button)
        self.pull(start, end)
        self.release(end, held, button)

    def click(self, point: QPointF, held=NONE, button=LEFT) -> None:
        self.look_at(point)
        self.press(point, held, button)
        self.release(point, held, button)

    def double_click(self, point: QPointF) -> None:
        self.click(point)
        QTest.mouseDClick(self.viewer.viewport(), LEFT, NONE, self.at(point))
        self.release(point)

    def wheel(self, point: QPointF, turns: int) -> None:
        at, viewport = QPointF(self.at(point)), self.viewer.viewport()
        event = QWheelEvent(
            at,
            QPointF(viewport.mapToGlobal(at.toPoint())),
            QPoint(),
            QPoint(0, 120 * turns),
            Qt.MouseButton.NoButton,
            NONE,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(viewport, event)

    def drop(self, operation: str, point: QPointF, *, is_let_go: bool = True) -> None:
        """Drags an entry of the palette here, and lets it go or leaves again."""
        data = QMimeData()
        data.setData(mime.OPERATION, operation.encode())
        at = self.at(point)
        how = (Qt.DropAction.CopyAction, data, LEFT, NONE)
        end = QDropEvent(QPointF(at), *how) if is_let_go else QDragLeaveEvent()
        for event in (QDragEnterEvent(at, *how), QDragMoveEvent(at, *how), end):
            QApplication.sendEvent(self.viewer.viewport(), event)
        QApplication.processEvents()

    # Keys

    def key(self, key: Key, held=NONE) -> None:
        """Presses a key where the focus is."""
        QTest.keyClick(self.focused, key, held)
        QApplication.processEvents()

    def canvas_key(self, key: Key, held=NONE) -> None:
        self.viewer.setFocus()
        self.key(key, held)

    def write(self, text: str) -> None:
        QTest.keyClicks(self.focused, text)
        QApplication.processEvents()

    def do(self, action: str) -> None:
        """Presses the keys of an action, with the focus on the canvas."""
        self.viewer.setFocus()
        keys: QKeySequence = self.window.actions_by_name[action].shortcut()
        QTest.keySequence(self.focused, keys)
        QApplication.processEvents()

    def popup_key(self, menu: QWidget, key: Key) -> None:
        QTest.keyClick(menu, key)
        QApplication.processEvents()

    def enter(self, line: QLineEdit, text: str) -> None:
        """Writes something else into a field, and says that this is all."""
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Key.Key_Return)
        QApplication.processEvents()

    @property
    def focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def select(self, nodes: Sequence[str]) -> None:
        """Clicks one node after the other, with Shift."""
        if nodes:
            self.look_at(*map(self.middle, nodes))
        for number, node in enumerate(nodes):
            self.click(self.middle(node), SHIFT if number else NONE)


Step = Callable[[Hand, int, int, int], str | None]

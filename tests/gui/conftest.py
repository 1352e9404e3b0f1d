"""What tests of the window stand on: settings of their own and an engine that obeys."""

import pytest
from clocks import Clock
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog
from unattended import no_dialogs as no_dialogs
from unattended import own_settings as own_settings

from kgraph import templates
from kgraph.document import edits
from kgraph.document.graph import Port, Source
from kgraph.gui.document import Document
from kgraph.gui.theme import DARK


@pytest.fixture
def clock():
    return Clock()


class FakeEngine(QObject):
    """Remembers what it was asked; says what a test makes it say."""

    received = Signal(object)
    died = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[object] = []
        self.is_closed = False
        self.last_words = "the last line of stderr"

    def send(self, request: object) -> None:
        self.requests.append(request)

    def close(self) -> None:
        self.is_closed = True

    def of_type(self, kind: type) -> list:
        return [r for r in self.requests if isinstance(r, kind)]


class LastingEngine(FakeEngine):
    """One whose run goes on without the window."""

    replayed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.is_left = False

    def leave(self) -> None:
        self.is_left = True


class FakeEngines:
    """A factory that keeps what it made."""

    def __init__(self) -> None:
        self.made: list[FakeEngine] = []

    def __call__(self) -> FakeEngine:
        self.made.append(FakeEngine())
        return self.made[-1]

    @property
    def last(self) -> FakeEngine:
        return self.made[-1]


@pytest.fixture
def engines() -> FakeEngines:
    return FakeEngines()


@pytest.fixture
def lasting(qapp) -> LastingEngine:
    return LastingEngine()


@pytest.fixture
def theme():
    return DARK


@pytest.fixture
def document(qapp) -> Document:
    return Document()


CONFIGS = {"Input": {"shape": [4]}, "Dense": {"units": 2}}


def chain(graph, *types):
    """Places layers of these types, each fed by the one before."""
    before = None
    for row, type in enumerate(types):
        config = CONFIGS.get(type, {})
        graph, node = edits.add(graph, type, (0.0, 100.0 * row), config=config)
        if before is not None:
            graph = edits.connect(graph, Source(before), Port(node, "inputs"))
        before = node
    return graph


@pytest.fixture
def drawn(document) -> Document:
    """A document with an Input, a Dense and an Output."""
    document.edit_graph("Draw", lambda graph: chain(graph, "Input", "Dense", "Output"))
    return document


@pytest.fixture
def window(qtbot, document, engines, theme):
    """A window that no test has to close."""
    from kgraph.gui.window import MainWindow

    window = MainWindow(document, engines, theme)
    qtbot.addWidget(window, before_close_func=forget_changes)
    window.start()
    return window


def forget_changes(window) -> None:
    """Lets a window close without questions, and takes those away that were asked."""
    for dialog in window.findChildren(QDialog):
        dialog.hide()  # a modal one would keep the mouse from the windows of other tests
    window.session.close()
    window.document.replace(window.document.project)


@pytest.fixture
def ready(document):
    """A document that can be trained."""
    document.replace(templates.load("digits"))
    return document


@pytest.fixture
def shown(window, qtbot):
    """The window, as soon as it can be seen."""
    window.show()
    qtbot.waitExposed(window)
    return window

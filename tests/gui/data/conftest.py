"""A Data panel whose engine says what a test makes it say."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from msgspec.structs import replace

from kgraph.document.columns import Column, DataDescription
from kgraph.document.looks import ColumnSummary, Sample, Summary
from kgraph.document.project import DataSource
from kgraph.gui.data import Asking, DataPanel
from kgraph.gui.document import Document
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.messages import Failed, Look, Looked, Summarize, Summarized

DATA = DataDescription(
    100,
    (
        Column("image", (8, 8), minimum=0.0, maximum=16.0),
        Column("age", minimum=0.0, maximum=99.0),
        Column("pet", dtype="int32", categories=("cat", "dog")),
        Column("note", dtype="string"),
    ),
)


@dataclass
class Room:
    """The panel, and the engines behind it."""

    document: Document
    engine: Any
    panel: DataPanel
    lasting: LastingEngine

    def describe(self, description: DataDescription = DATA) -> None:
        """Lets the project have data of these columns."""
        source = DataSource("csv", "people.csv")
        self.document.edit(
            "x", lambda p: replace(p, data=replace(p.data, source=source))
        )
        self.panel.show_description(description)

    def asked(self, kind: type) -> Any:
        """Returns the last question of a kind."""
        return self.engine.of_type(kind)[-1]

    def show(self, *samples: Sample, total: int = 100) -> None:
        """Answers the last question for samples."""
        number = self.asked(Look).number
        self.engine.received.emit(Looked(number, total, samples))

    def tell(self, *columns: ColumnSummary) -> None:
        """Answers the last question for numbers."""
        number = self.asked(Summarize).number
        self.engine.received.emit(Summarized(number, Summary(100, columns)))

    def refuse(self, kind: type, why: str) -> None:
        """Answers the last question of a kind that it cannot be answered."""
        number = self.asked(kind).number
        self.engine.received.emit(Failed(kind.__name__, why, "", str(number)))


@pytest.fixture
def room(qtbot, drawn, engines, theme) -> Room:
    """A panel that is seen, over a document with an Input, a Dense and an Output."""
    lasting = LastingEngine(engines)
    panel = DataPanel(drawn, Asking(drawn, lasting), theme)
    qtbot.addWidget(panel)
    panel.resize(860, 300)
    panel.show()
    lasting.start()
    return Room(drawn, engines.last, panel, lasting)


@pytest.fixture
def layer(drawn) -> Callable[[str], str]:
    """Returns the id of the layer of a type."""

    def find(type: str) -> str:
        (node,) = drawn.graph.of_type(type)
        return node.layer

    return find

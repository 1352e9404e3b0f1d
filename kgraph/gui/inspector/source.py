"""What the project learns from, in a line or two, and the way to the Data panel."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton

from kgraph.document.builtin import BUILTINS
from kgraph.document.columns import DataDescription
from kgraph.document.keras_sets import KERAS_SETS
from kgraph.document.project import Data, DataSource
from kgraph.document.telling.words import plural
from kgraph.gui.inspector.section import SectionPanel, muted


class SourcePanel(SectionPanel):
    """Says where the samples come from; the Data panel is where that is chosen."""

    panel_requested = Signal()
    """The Data panel is wanted."""

    def __init__(self) -> None:
        super().__init__("Data")
        self._summary = muted()
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self.add(self._summary)
        self.open = QPushButton("Data…")
        self.open.setToolTip("Choose data, look at samples, say how they are divided.")
        self.open.clicked.connect(self.panel_requested)
        self.rows.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)

    def show_data(
        self,
        data: Data,
        description: DataDescription | None,
        *,
        is_unreadable: bool = False,
    ) -> None:
        """Shows the project's source, what it holds and how it is divided."""
        self._summary.setText(_in_words(data, description, is_unreadable))
        self.open.setText("Data…" if data.source else "Choose Data…")


def _in_words(
    data: Data, description: DataDescription | None, is_unreadable: bool
) -> str:
    if data.source is None:
        return "No data yet: the model is drawn, and learns from nothing."
    if is_unreadable:
        return f"{_name(data.source)}\nThe data cannot be read."
    if description is None:
        return f"{_name(data.source)}\nThe data is being read…"
    columns = plural(len(description.columns), "column")
    facts = f"{description.samples:,} samples, {columns}."
    return "\n".join(filter(None, (_name(data.source), facts, _held_back(data))))


def _name(source: DataSource) -> str:
    if source.kind == "builtin" and source.name in BUILTINS:
        return BUILTINS[source.name].title
    if source.kind == "keras" and source.name in KERAS_SETS:
        return f"Keras: {KERAS_SETS[source.name].title}"
    return Path(source.name).name or source.name


def _held_back(data: Data) -> str:
    """Says what is held back from training, if the split tells."""
    if data.split.by == "column":
        return f"Divided by the column {data.split.column}."
    shares = {
        "validation": 0.0 if data.validation_source else data.split.validation,
        "test": 0.0 if data.test_source else data.split.test,
    }
    parts = [f"{share:.0%} for {name}" for name, share in shares.items() if share]
    return f"Held back: {', '.join(parts)}." if parts else ""

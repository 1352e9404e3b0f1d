"""More sources of equally many samples, whose columns stand beside the first's."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from kgraph.document.project import DataSource
from kgraph.gui.data.chooser import SourceChooser
from kgraph.gui.data.permission import Permission
from kgraph.gui.data.sourcing import Sourcing
from kgraph.gui.document import Document
from kgraph.gui.inspector.section import SectionPanel, muted
from kgraph.gui.look.layouts import empty
from kgraph.gui.look.tips import plain_tip

ADD = "Add a source…"
ABOUT = "As many samples in the same order; their columns are called 2.NAME, 3.NAME …"


class BesidePanel(SectionPanel):
    """A row for each such source, and a way to add one."""

    def __init__(
        self, document: Document, sourcing: Sourcing, permission: Permission
    ) -> None:
        super().__init__("More sources")
        self._sourcing = sourcing
        self._sources: tuple[DataSource, ...] = ()
        self.add(muted(ABOUT))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.rows.addLayout(self._rows)
        self.chooser = SourceChooser(document, permission, "Another source", none=ADD)
        self.chooser.chosen.connect(self._add_source)
        self.add(self.chooser)

    def show_sources(self, sources: tuple[DataSource, ...]) -> None:
        """Shows what stands beside the first source."""
        self.chooser.show_source(None)
        if sources == self._sources:
            return
        self._sources = sources
        empty(self._rows)
        for number, source in enumerate(sources):
            self._rows.addWidget(self._row(number, source))

    def _row(self, number: int, source: DataSource) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        text = QLabel(f"{number + 2}. {source.name}")
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setToolTip(plain_tip(source.name))
        text.setMinimumWidth(40)
        remove = QToolButton(text="×", autoRaise=True, objectName=f"remove {number}")
        remove.setToolTip(plain_tip(f"Take {source.name} away"))
        remove.setAccessibleName(f"Take {source.name} away")
        remove.clicked.connect(partial(self._remove, number))
        layout.addWidget(text, 1)
        layout.addWidget(remove)
        return row

    def _add_source(self, source: DataSource | None) -> None:
        if source is not None:
            self._sourcing.edit(
                f"Add the Data {source.name}", beside=(*self._sources, source)
            )

    def _remove(self, number: int, *_: object) -> None:
        left = tuple(s for n, s in enumerate(self._sources) if n != number)
        self._sourcing.edit(
            f"Remove the Data {self._sources[number].name}", beside=left
        )

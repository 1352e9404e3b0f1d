"""What is known of a layer whose class is not here."""

import json
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFormLayout, QLabel, QPlainTextEdit

from kgraph.document.graph import Layer
from kgraph.gui.inspector.section import SectionPanel, muted

UNKNOWN = (
    "This version of kgraph does not know this type of layer. It is kept as it is, and "
    "saved unchanged."
)
FOREIGN = (
    "Its class is not here. Config, edges and weights are kept to the letter: a Keras "
    "model that is exported has the layer as it came. It cannot be trained or computed "
    "here. To go on without it, replace it by a layer of the palette."
)
ROWS = {"module": "Module", "registered_name": "Registered as"}
LINES = 14  # of the config that are seen without scrolling


class PlaceholderPanel(SectionPanel):
    """Shows one placeholder after the other; nothing of it can be changed."""

    def __init__(self) -> None:
        super().__init__("Placeholder")
        self.about = muted()
        self.add(self.about)
        self._facts = QFormLayout()
        self._facts.setContentsMargins(0, 2, 0, 2)
        self._facts.setHorizontalSpacing(12)
        self.rows.addLayout(self._facts)
        self.config = _text()
        self.add(self.config)

    @property
    def facts(self) -> list[str]:
        """What is said of the layer, row by row."""
        form, role = self._facts, QFormLayout.ItemRole.FieldRole
        items = (form.itemAt(row, role) for row in range(form.rowCount()))
        labels = (item.widget() for item in items if item)
        return [label.text() for label in labels if isinstance(label, QLabel)]

    def show_layer(self, layer: Layer) -> None:
        """Shows what a foreign file said about a layer."""
        self.about.setText(FOREIGN if layer.origin else UNKNOWN)
        while self._facts.rowCount():
            self._facts.removeRow(0)
        for key, title in ROWS.items():
            if said := layer.origin.get(key):
                self._facts.addRow(muted(title), _fact(said))
        text = json.dumps(layer.config, indent=1, ensure_ascii=False)
        if text != self.config.toPlainText():
            self.config.setPlainText(text)
        self.config.setVisible(bool(layer.config))
        lines = min(text.count("\n") + 1, LINES) + 1
        self.config.setFixedHeight(lines * self.config.fontMetrics().lineSpacing() + 12)


def _fact(said: Any) -> QLabel:
    label = QLabel(str(said), wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _text() -> QPlainTextEdit:
    view = QPlainTextEdit(readOnly=True)
    view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    view.setTabChangesFocus(True)
    view.setAccessibleName("Config")
    return view

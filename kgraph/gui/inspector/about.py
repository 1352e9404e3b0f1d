"""What Keras's own documentation says about an operation, folded away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kgraph.catalog import OperationSpec
from kgraph.gui.inspector.editors.fold import FoldButton
from kgraph.gui.inspector.section import muted


class AboutPanel(QWidget):
    """A button that opens the documentation below it."""

    def __init__(self, spec: OperationSpec) -> None:
        super().__init__()
        self._spec = spec
        self._text: QLabel | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.button = FoldButton(f"About {spec.name}")
        self.button.toggled.connect(self._open)
        self._layout.addWidget(self.button)
        if not spec.documentation:
            self.hide()

    def _open(self, is_open: bool) -> None:
        if self._text is None:
            self._text = muted(self._spec.documentation)
            self._text.setTextFormat(Qt.TextFormat.PlainText)
            flag = Qt.TextInteractionFlag.TextSelectableByMouse
            self._text.setTextInteractionFlags(flag)
            self._layout.addWidget(self._text)
        self._text.setVisible(is_open)

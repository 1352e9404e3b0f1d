"""What an empty canvas says to somebody who has just arrived."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget

from kgraph.gui.document import Document
from kgraph.gui.theme import Theme

TEXT = """
<p style="font-size: 17pt; color: {text}">Draw a neural network</p>
<p style="font-size: 11pt">Drag a layer here from the left,<br>
press <b>Tab</b> on the canvas to search for one,<br>
or start from a template: <b>File ▸ New from Template</b>.</p>
"""


class Welcome(QLabel):
    """Text in the middle of a canvas that has no node; the mouse goes through it."""

    def __init__(self, canvas: QWidget, document: Document, theme: Theme) -> None:
        super().__init__(canvas, alignment=Qt.AlignmentFlag.AlignCenter)
        self._canvas = canvas
        self._document = document
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setProperty("role", "muted")
        self.set_theme(theme)
        canvas.installEventFilter(self)
        document.changed.connect(self._look)
        document.graph_shown.connect(self._look)
        self._look()

    def set_theme(self, theme: Theme) -> None:
        """Writes the text in the theme's colours."""
        self.setText(TEXT.format(text=theme.text.name()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps to the middle of the canvas."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._canvas.rect())
        return False

    def _look(self, *_: object) -> None:
        self.setVisible(not self._document.graph.nodes)
        self.raise_()

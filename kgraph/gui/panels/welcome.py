"""What an empty canvas says to somebody who has just arrived."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from kgraph import templates
from kgraph.document.project import MAIN
from kgraph.gui.document import Document
from kgraph.gui.theme import Theme

TEXT = """
<p style="font-size: 17pt; color: {text}">Draw a neural network</p>
<p style="font-size: 11pt">Drag a layer here from the left,<br>
press <b>Tab</b> on the canvas to search for one,<br>
or start from a template:</p>
"""
MODEL = """
<p style="font-size: 11pt; margin-bottom: 6px">{templates}</p>
<p style="font-size: 11pt">Or {model}, or drop one here.</p>
"""
OPEN = "#open"
GAP = 8  # to the text above
LINK = '<a style="color: {color}; text-decoration: none" href="{name}">{title}</a>'


class Welcome(QLabel):
    """Text in the middle of a canvas that has no node; the mouse goes through it.

    Only the names of the templates below it can be clicked.
    """

    template_chosen = Signal(str)

    model_requested = Signal()
    """A file of another program is to be opened."""

    def __init__(self, canvas: QWidget, document: Document, theme: Theme) -> None:
        super().__init__(canvas, alignment=Qt.AlignmentFlag.AlignCenter)
        self._canvas = canvas
        self._document = document
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setProperty("role", "muted")
        self._templates = QLabel(canvas, alignment=Qt.AlignmentFlag.AlignCenter)
        self._templates.setProperty("role", "muted")
        self._templates.setContentsMargins(0, GAP, 0, 0)
        self._templates.linkActivated.connect(self._follow)
        self._templates.linkHovered.connect(self._describe)
        self.set_theme(theme)
        canvas.installEventFilter(self)
        document.changed.connect(self._look)
        document.graph_shown.connect(self._look)
        self._look()

    def set_theme(self, theme: Theme) -> None:
        """Writes the text in the theme's colours."""
        self.setText(TEXT.format(text=theme.text.name()))
        color = theme.accent.name()
        links = [
            LINK.format(color=color, name=template.name, title=_whole(template.title))
            for template in templates.all_templates()
        ]
        text = "&nbsp;&nbsp;·&nbsp; ".join(links)
        model = LINK.format(color=color, name=OPEN, title="open a Keras model…")
        self._templates.setText(MODEL.format(templates=text, model=model))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps to the middle of the canvas."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        self.setGeometry(self._canvas.rect())
        row = self._room_for_templates()
        below = QPoint(0, self.sizeHint().height() // 2 + row.height() // 2)
        row.moveCenter(self._canvas.rect().center() + below)
        self._templates.setGeometry(row)

    def _room_for_templates(self) -> QRect:
        """Returns one line's room, or more lines' where the canvas is narrow."""
        label, width = self._templates, self._canvas.width()
        label.setWordWrap(False)
        size = label.sizeHint()
        if size.width() > width:
            label.setWordWrap(True)
            size = QSize(width, label.heightForWidth(width))
        return QRect(QPoint(), size)

    def _follow(self, link: str) -> None:
        if link == OPEN:
            self.model_requested.emit()
        else:
            self.template_chosen.emit(link)

    def _describe(self, name: str) -> None:
        described = {t.name: t.description for t in templates.all_templates()}
        self._templates.setToolTip(described.get(name, ""))

    def _look(self, *_: object) -> None:
        document = self._document
        is_empty = document.graph_id == MAIN and not document.graph.nodes
        for label in (self, self._templates):
            label.setVisible(is_empty)
            label.raise_()


def _whole(title: str) -> str:
    """Lets a line break between titles only."""
    return title.replace(" ", "&nbsp;")

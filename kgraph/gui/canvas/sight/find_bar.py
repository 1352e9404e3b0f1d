"""Find: a bar over the canvas that lights what fits, and goes from one to the next."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton

from kgraph.document.analysis import Analysis
from kgraph.document.find import Match, find
from kgraph.gui.canvas.panel import CanvasPanel
from kgraph.gui.document import Document
from kgraph.gui.list_keys import ENTER
from kgraph.gui.look.icons import icon
from kgraph.gui.theme import Theme

WIDTH = 460
MARGIN = 12
EXAMPLES = (
    "By name, type, parameter or shape: conv, relu, filters=32, 28x28, ?x10. "
    "Alt+Enter selects all."
)


class FindBar(QFrame):
    """Finds nodes in all graphs of the document."""

    def __init__(self, canvas: CanvasPanel, document: Document, theme: Theme) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._document = document
        self._analysis = Analysis()
        self._matches: tuple[Match, ...] = ()
        self._at: int | None = None
        self._lit: set[str] = set()
        self.setProperty("role", "popup")
        self.field = QLineEdit(placeholderText="Find: conv, filters=32, 28x28 …")
        self.field.setToolTip(EXAMPLES)
        self.field.setFrame(False)
        self._sign = QLabel()
        self.count = QLabel()
        self._buttons = {
            "previous": self._button("Previous (Shift+Enter)", self.go_back),
            "next": self._button("Next (Enter)", self.go_on),
            "close": self._button("Close (Esc)", self.leave),
        }
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 4, 4)
        layout.setSpacing(2)
        layout.addWidget(self._sign)
        layout.addWidget(self.field, 1)
        for widget in (self.count, *self._buttons.values()):
            layout.addWidget(widget)
        self.field.textChanged.connect(self._search_and_go)
        self.field.installEventFilter(self)
        canvas.viewer.installEventFilter(self)
        document.changed.connect(self._search)
        document.graph_shown.connect(self._search)
        self.set_theme(theme)
        self.hide()

    def open(self) -> None:
        """Asks what to find, beginning with what was sought last."""
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus()
        self.field.selectAll()
        self._search()

    def leave(self) -> None:
        """Goes; what was found last stays selected."""
        self.hide()
        self._light(set())
        self._canvas.setFocus()

    def go_on(self) -> None:
        """Goes to the next match, after the last one to the first."""
        self._go(1)

    def go_back(self) -> None:
        """Goes to the match before, before the first one to the last."""
        self._go(-1)

    def select_all(self) -> None:
        """Selects all that fits in the graph that is shown."""
        here = self._document.graph_id
        self._canvas.select(m.node for m in self._matches if m.graph == here)

    def show_analysis(self, analysis: Analysis) -> None:
        """Takes note of shapes."""
        self._analysis = analysis
        self._search()

    def set_theme(self, theme: Theme) -> None:
        """Draws the icons anew."""
        self._sign.setPixmap(icon("search", theme, theme.muted).pixmap(16, 16))
        for name, button in self._buttons.items():
            button.setIcon(icon(name, theme))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps to the top of the canvas, and hears the field's keys."""
        if event.type() == QEvent.Type.Resize and watched is self._canvas.viewer:
            self._place()
        is_key = event.type() == QEvent.Type.KeyPress and watched is self.field
        return is_key and isinstance(event, QKeyEvent) and self._press(event)

    def _press(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() not in ENTER:
            return False
        elif held == Qt.KeyboardModifier.AltModifier:
            self.select_all()
        elif held == Qt.KeyboardModifier.ShiftModifier:
            self.go_back()
        else:
            self.go_on()
        return True

    def _search(self, *_: object) -> None:
        """Finds anew what fits now; nothing moves."""
        if not self.isVisible():
            return
        project, text = self._document.project, self.field.text()
        now = self._matches[self._at] if self._at is not None else None
        self._matches = find(project, self._analysis, text)
        self._at = self._matches.index(now) if now in self._matches else None
        here = self._document.graph_id
        self._light({m.node for m in self._matches if m.graph == here})
        self._tell()

    def _search_and_go(self) -> None:
        """Finds what is typed, and shows the first match that is on this canvas."""
        self._at = None
        self._search()
        here = self._document.graph_id
        places = [at for at, m in enumerate(self._matches) if m.graph == here]
        if places:
            self._show(places[0])

    def _go(self, step: int) -> None:
        if not self.isVisible():
            self.open()
        if self._matches:
            start = self._at if self._at is not None else min(-step, 0)
            self._show((start + step) % len(self._matches))

    def _show(self, at: int) -> None:
        self._at = at
        match = self._matches[at]
        self._document.show_graph(match.graph)
        self._canvas.show_node(match.node)
        self._tell()

    def _light(self, nodes: set[str]) -> None:
        self._lit, before = nodes, self._lit
        for id in before | nodes:
            item = self._canvas.sync.nodes.get(id)
            if item is not None and item.is_found != (id in nodes):
                item.is_found = id in nodes
                item.update()

    def _tell(self) -> None:
        number = self._at + 1 if self._at is not None else 0
        count = len(self._matches)
        said = f"{number} of {count}" if count else "No matches"
        self.count.setText(said if self.field.text().strip() else "")

    def _place(self) -> None:
        area = self._canvas.viewer.geometry()
        width = min(WIDTH, area.width() - 2 * MARGIN)
        self.setFixedSize(max(width, 0), self.sizeHint().height())
        self.move(area.right() - width - MARGIN, area.top() + MARGIN)

    def _button(self, tip: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(toolTip=tip, focusPolicy=Qt.FocusPolicy.NoFocus)
        button.clicked.connect(slot)
        return button

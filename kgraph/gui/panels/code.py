"""The Python of the drawing, as it is drawn."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontDatabase,
    QGuiApplication,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kgraph.codegen import STYLES, Program, Style, generate
from kgraph.document.check import check
from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.gui.document import Document
from kgraph.gui.inspector.style import style_sheet
from kgraph.gui.look.icons import icon
from kgraph.gui.panels.highlighter import PythonHighlighter
from kgraph.gui.settings import settings
from kgraph.gui.theme import Theme

PAUSE = 200  # milliseconds without an edit before the code is written anew
_STYLE = "code/style"  # the key of the setting


class CodePanel(QWidget):
    """Shows what `kgraph code` would write; the selected nodes' lines stand out."""

    save_requested = Signal()

    node_chosen = Signal(str, str)
    """Graph and node whose line was clicked."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self._document = document
        self._theme = theme
        self._program = Program("", {})
        self._selection: list[str] = []
        self._is_unseen = True
        self._is_stale = True
        self._text = _Program()
        self._text.line_clicked.connect(self._choose_line)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setProperty("role", "code")
        self._highlighter = PythonHighlighter(self._text.document(), theme)
        self._status = QLabel(wordWrap=True)
        self._styles = _style_box()
        self._styles.currentIndexChanged.connect(self._choose_style)
        self._copy = _button("Copy", self.copy)
        self._save = _button("Save As…", self.save_requested.emit)
        self._arrange()
        self.set_theme(theme)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._catch_up)
        document.changed.connect(self._hear_change)

    @property
    def text(self) -> str:
        """The program that is shown."""
        return self._text.toPlainText()

    @property
    def style_of_code(self) -> Style:
        """The style in which the model is written."""
        style: Style = self._styles.currentData()
        return style

    @property
    def sentence(self) -> str:
        """Why there is no program, or what is shown."""
        return self._status.text()

    def set_theme(self, theme: Theme) -> None:
        """Colours the program anew."""
        self._theme = theme
        self._highlighter.set_theme(theme)
        self._styles.setStyleSheet(style_sheet(theme))
        self._copy.setIcon(icon("copy", theme))
        self._save.setIcon(icon("save", theme))
        self._mark_selection()

    def show_selection(self, node_ids: Iterable[str]) -> None:
        """Marks the lines that call the selected nodes."""
        self._selection = list(node_ids)
        self._mark_selection(scroll=True)

    def copy(self) -> None:
        """Puts the program on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)

    def showEvent(self, event: QShowEvent) -> None:
        """Writes the program that nobody looked at so far."""
        super().showEvent(event)
        self._is_unseen = True
        self._timer.start(0)  # a dock behind others is shown and at once hidden

    def _choose_style(self) -> None:
        settings().setValue(_STYLE, self.style_of_code)
        self._is_stale = True
        self._catch_up()

    def _hear_change(self, before: Project, after: Project) -> None:
        self._is_stale = True
        self._timer.start(PAUSE)

    def _catch_up(self) -> None:
        """Writes what changed, and turns to what was selected while nobody looked."""
        if not self.isVisible():
            return
        self._write()
        if self._is_unseen:
            self._is_unseen = False
            self._mark_selection(scroll=True)

    def _write(self) -> None:
        if not self._is_stale:
            return
        self._is_stale = False
        project, path = self._document.project, self._document.path
        try:
            folder = path.parent if path else None
            style = self.style_of_code
            program = generate(project, style=style, folder=folder, draft=True)
        except KgraphError as error:
            self._show(Program("", {}), str(error))
        else:
            errors = (p for p in check(project) if p.severity == "error")
            self._show(program, next((p.message for p in errors), ""))

    def _show(self, program: Program, problem: str) -> None:
        self._program, text = program, program.text
        if text != self.text:
            place = self._text.verticalScrollBar().value()
            self._text.setPlainText(text)
            self._text.verticalScrollBar().setValue(place)
        self._status.setText(problem or "What the drawing is in Python, as it stands.")
        self._status.setProperty("role", "warning" if problem else "muted")
        self._status.style().polish(self._status)
        self._copy.setEnabled(bool(text))
        self._save.setEnabled(bool(text) and not problem)
        self._text.setVisible(bool(text))
        self._mark_selection()

    def _choose_line(self, line: int) -> None:
        found = (
            (last - first, graph, node)
            for all_ranges in (self._program.ranges, self._program.made)
            for graph, ranges in all_ranges.items()
            for node, (first, last) in ranges.items()
            if first <= line <= last
        )
        if nearest := min(found, default=None):
            self.node_chosen.emit(*nearest[1:])

    def _mark_selection(self, *, scroll: bool = False) -> None:
        marks = []
        for all_ranges in (self._program.ranges, self._program.made):
            ranges = all_ranges.get(self._document.graph_id, {})
            for node in self._selection:
                marks += self._marks(*ranges.get(node, (1, 0)))
        self._text.setExtraSelections(marks)
        if marks and scroll:
            self._turn_to(marks[0].cursor)

    def _turn_to(self, cursor: QTextCursor) -> None:
        """Shows a line in the middle, unless it is seen already."""
        seen = self._text.viewport().rect()
        is_seen = seen.contains(self._text.cursorRect(cursor))
        self._text.setTextCursor(cursor)
        if not is_seen:
            self._text.centerCursor()

    def _marks(self, first: int, last: int) -> list[QTextEdit.ExtraSelection]:
        """Returns a mark for each line, counted from 1."""
        marks = []
        for number in range(first, last + 1):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(
                self._text.document().findBlockByNumber(number - 1)
            )
            mark.format.setBackground(self._theme.selection)
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            marks.append(mark)
        return marks

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 6, 4)
        bar.addWidget(self._styles)
        bar.addSpacing(6)
        bar.addWidget(self._status, 1)
        bar.addWidget(self._copy)
        bar.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._text, 1)
        layout.addStretch(0)


class _Program(QPlainTextEdit):
    """Shows a program, from which lines can be copied and chosen."""

    line_clicked = Signal(int)
    """A line, counted from 1, was clicked, and no text selected by it."""

    def __init__(self) -> None:
        super().__init__(readOnly=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the line of the cursor in sight, if it was: a panel opens in steps."""
        line = self.cursorRect().center().y()
        super().resizeEvent(event)
        if 0 <= line < event.oldSize().height():
            self.centerCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tells a click from a drag that selects."""
        super().mouseReleaseEvent(event)
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and not self.textCursor().hasSelection():
            self.line_clicked.emit(self.textCursor().blockNumber() + 1)


def _style_box() -> QComboBox:
    """Returns the choice of a style, set to what was chosen last."""
    box = QComboBox(accessibleName="Style of the code")
    box.setToolTip("How the model is written")
    for style, title in STYLES.items():
        box.addItem(title, style)
    box.setCurrentIndex(max(0, box.findData(settings().value(_STYLE))))
    return box


def _button(text: str, slot: Callable[[], None]) -> QToolButton:
    button = QToolButton(text=text)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.clicked.connect(lambda: slot())
    return button

"""Asks before a file with code is run: what will happen, and what is in it."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kgraph.document.telling.words import plural
from kgraph.gui.look.buttons import row_of
from kgraph.gui.look.labels import label
from kgraph.gui.panels.highlighter import PythonHighlighter
from kgraph.gui.theme import Theme

SIZE = (620, 480)
LINES = 1000  # of the file that can be read here


class Purpose(NamedTuple):
    """Why a program is to be run, in words.

    Attributes:
        title: What the file is, with `{name}` for its name.
        warning: What will happen.
        yes: What the button says that runs it.
    """

    title: str
    warning: str
    yes: str


IMPORT = Purpose(
    "“{name}” is a program, not a model.",
    "kgraph has to run it to see its model. The code runs on this computer with your "
    "rights: it can read, change and delete what you can. Run it only if you know "
    "where it comes from.",
    "&Run and Import",
)


class TrustDialog(QDialog):
    """Shows a program before it is run; No is what Enter and Esc say.

    Args:
        content: The bytes of the file.
        purpose: What it is run for.
    """

    def __init__(
        self,
        parent: QWidget,
        path: Path,
        content: bytes,
        theme: Theme,
        purpose: Purpose = IMPORT,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Run This Program?")
        self.resize(*SIZE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(8)
        layout.addWidget(label(purpose.title.format(name=path.name), "title"))
        layout.addWidget(label(purpose.warning))
        layout.addWidget(label(str(path), "muted"))
        self.code = self._make_code(content, theme)
        layout.addWidget(self.code, 1)
        layout.addWidget(label(_extent(content), "muted"))
        layout.addSpacing(4)
        layout.addWidget(self._make_buttons(purpose.yes))
        self.no.setFocus()

    def _make_code(self, content: bytes, theme: Theme) -> QPlainTextEdit:
        code = QPlainTextEdit("\n".join(_lines(content)[:LINES]), readOnly=True)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setStyleHint(QFont.StyleHint.Monospace)
        code.setFont(font)
        code.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        code.setAccessibleName("The program")
        code.setTabChangesFocus(True)
        PythonHighlighter(code.document(), theme)
        return code

    def _make_buttons(self, yes: str) -> QDialogButtonBox:
        run = QPushButton(yes, objectName="run")
        run.clicked.connect(self.accept)
        self.no = QPushButton("&No, Don't Run", objectName="no")
        self.no.clicked.connect(self.reject)
        return row_of(self.no, run)


def _lines(content: bytes) -> list[str]:
    return content.decode(errors="replace").splitlines()


def _extent(content: bytes) -> str:
    """Says how much of it is shown, and for how long the answer holds."""
    count = len(_lines(content))
    shown = f"The first {LINES} of {count} lines." if count > LINES else ""
    lines = shown or f"{plural(count, 'line').capitalize()}."
    return f"{lines} Your yes holds until the file changes."

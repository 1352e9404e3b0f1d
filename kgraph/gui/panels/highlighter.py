"""Colours Python as it is read: keywords, strings, numbers, comments, names."""

import keyword
import re

from PySide6.QtGui import (
    QColor,
    QFont,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
)

from kgraph.gui.theme import Theme

OUTSIDE, INSIDE = 0, 1  # states of a line: does a docstring go on after it?
QUOTES = '"""'
TOKEN = re.compile(
    r"(?P<comment>#.*)"
    r"|(?P<docstring>\"\"\")"
    r"|(?P<string>[rbf]?(\"(\\.|[^\"\\])*\"|'(\\.|[^'\\])*'))"
    r"|(?P<name>(?<=def )\w+|(?<=class )\w+)"
    rf"|(?P<keyword>\b({'|'.join(keyword.kwlist)})\b)"
    r"|(?P<number>\b\d[\w.]*(e[+-]?\d+)?\b)"
)


class PythonHighlighter(QSyntaxHighlighter):
    """Highlights the Python of a text document in the colours of a theme."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._formats = _formats(theme)

    def set_theme(self, theme: Theme) -> None:
        """Colours everything anew."""
        self._formats = _formats(theme)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Colours one line; called by Qt."""
        start = 0
        self.setCurrentBlockState(OUTSIDE)
        if self.previousBlockState() == INSIDE:
            start = self._color_docstring(text, 0, text.find(QUOTES))
        while match := TOKEN.search(text, start):
            start = match.end()
            kind = match.lastgroup or ""
            if kind == "docstring":
                close = text.find(QUOTES, start)
                start = self._color_docstring(text, match.start(), close)
            else:
                length = match.end() - match.start()
                self.setFormat(match.start(), length, self._formats[kind])

    def _color_docstring(self, text: str, start: int, close: int) -> int:
        """Colours up to the closing quotes, or all of the line; returns the end."""
        end = len(text) if close < 0 else close + len(QUOTES)
        self.setFormat(start, end - start, self._formats["string"])
        if close < 0:
            self.setCurrentBlockState(INSIDE)
        return end


def _formats(theme: Theme) -> dict[str, QTextCharFormat]:
    return {
        "comment": _format(theme.muted),
        "string": _format(theme.success),
        "name": _format(theme.accent, bold=True),
        "keyword": _format(theme.accent),
        "number": _format(theme.warning),
    }


def _format(color: QColor, *, bold: bool = False) -> QTextCharFormat:
    result = QTextCharFormat()
    result.setForeground(color)
    if bold:
        result.setFontWeight(QFont.Weight.Bold)
    return result

"""A text on the canvas that is edited where it stands."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QWidget

from kgraph.gui.list_keys import ENTER
from kgraph.gui.theme import Theme

LEAST = QSize(140, 24)  # pixels that are needed to write in
SMALLEST = 12  # pixels of a letter
ELSEWHERE = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
)
"""Reasons to lose the focus for a while."""

Field = QLineEdit | QPlainTextEdit


class InPlaceEditor(QObject):
    """Lies over what it edits; Enter or a click elsewhere accepts, Escape does not.

    In a text of several lines Enter begins the next one, and Ctrl+Enter accepts.

    Args:
        viewport: What it lies on.
    """

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._accept: Callable[[str], object] | None = None
        self.field: Field | None = None

    def open(
        self,
        rect: QRect,
        text: str,
        font: QFont,
        theme: Theme,
        accept: Callable[[str], object],
        *,
        has_lines: bool = False,
    ) -> None:
        """Shows a text to be edited.

        Args:
            rect: Where, in pixels of the viewport.
            accept: Takes the text that was written.
            has_lines: Whether the text may have several.
        """
        self.close()
        field = self._field(text, has_lines)
        self.field, self._accept = field, accept
        _dress(field, font, theme)
        size = rect.size().expandedTo(field.minimumSizeHint())
        field.setGeometry(QRect(rect.topLeft(), size.expandedTo(LEAST)))
        field.selectAll()
        field.installEventFilter(self)
        field.show()
        field.setFocus()

    def close(self, *, is_accepted: bool = True) -> None:
        """Ends the editing; what was written counts unless it is not accepted."""
        field, accept = self.field, self._accept
        self.field = self._accept = None
        if field is None or accept is None:
            return
        text = (
            field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
        )
        field.removeEventFilter(self)
        had_focus = field.hasFocus()
        field.hide()
        field.deleteLater()
        if had_focus:
            self._viewport.setFocus()
        if is_accepted:
            accept(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hears the keys that end it, and that the focus leaves it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(event)
        if isinstance(event, QFocusEvent) and _is_left(event):
            self.close()
        return False

    def _field(self, text: str, has_lines: bool) -> Field:
        if not has_lines:
            return QLineEdit(text, self._viewport)
        field = QPlainTextEdit(text, self._viewport)
        field.setFrameShape(QFrame.Shape.NoFrame)
        field.setTabChangesFocus(True)
        return field

    def _press(self, event: QKeyEvent) -> bool:
        has_lines = isinstance(self.field, QPlainTextEdit)
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.close(is_accepted=False)
            return True
        if event.key() in ENTER and (is_control or not has_lines):
            self.close()
            return True
        return False


def _dress(field: Field, font: QFont, theme: Theme) -> None:
    """Gives a field the font of what it edits, but never one too small to read."""
    font = QFont(font)
    font.setPixelSize(max(SMALLEST, font.pixelSize()))
    field.setFont(font)
    field.setObjectName("inPlaceEditor")
    field.setStyleSheet(
        f"#inPlaceEditor {{ background: {theme.surface.name()};"
        f" color: {theme.text.name()}; border: 2px solid {theme.accent.name()};"
        f" border-radius: 4px; padding: 1px 4px;"
        f" font-size: {font.pixelSize()}px; }}"
    )


def _is_left(event: QFocusEvent) -> bool:
    return event.lostFocus() and event.reason() not in ELSEWHERE

"""One sentence to the person, without taking their work away from them."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from kgraph.gui.look.icons import icon
from kgraph.gui.theme import Theme

SECONDS = 8


class Notice(QFrame):
    """A bar above the canvas that comes with a sentence and leaves by itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(visible=False)
        self._theme = theme
        self._severity = "info"
        self.setProperty("role", "notice")
        self._icon = QLabel()
        self._text = QLabel(wordWrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._more = QToolButton(visible=False)
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._more.triggered.connect(self.hide)
        self._close = QToolButton(toolTip="Dismiss")
        self._close.clicked.connect(self.hide)
        self._timer = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 6, 6)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._more)
        layout.addWidget(self._close)
        self.set_theme(theme)

    @property
    def text(self) -> str:
        """The sentence that is shown, empty if none is."""
        return self._text.text() if not self.isHidden() else ""

    def say(
        self,
        sentence: str,
        severity: str = "info",
        details: str = "",
        action: QAction | None = None,
    ) -> None:
        """Shows a sentence.

        Args:
            severity: `info`, `success`, `warning` or `error`; what is an error, or
                offers something, stays until it is dismissed.
            details: Shown while the mouse rests on the sentence.
            action: What the person may want to do about it: a button beside it.
        """
        self._severity = severity
        self._text.setText(sentence)
        self._text.setToolTip(details)
        self._offer(action)
        self.set_theme(self._theme)
        self.show()
        if severity == "error" or action is not None:
            self._timer.stop()
        else:
            self._timer.start()

    def _offer(self, action: QAction | None) -> None:
        before = self._more.defaultAction()
        if before is not None and before is not action:
            self._more.removeAction(before)
        if action is not None:
            self._more.setDefaultAction(action)
        self._more.setVisible(action is not None)

    def set_theme(self, theme: Theme) -> None:
        """Draws the icons anew."""
        self._theme = theme
        color = getattr(theme, self._severity, theme.accent)
        shown = icon(self._severity, theme, color)
        self._icon.setPixmap(shown.pixmap(QSize(16, 16)))
        self._close.setIcon(icon("close", theme, theme.muted))
        self.setProperty("severity", self._severity)
        self.style().polish(self)

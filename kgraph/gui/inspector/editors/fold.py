"""A button that opens and closes what stands below it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton


class FoldButton(QToolButton):
    """An arrow, to the right while closed and down while open, and perhaps a text."""

    def __init__(self, text: str = "") -> None:
        super().__init__(checkable=True, autoRaise=True)
        self.setProperty("role", "fold" if text else "small")
        self.setText(text)
        if text:
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setArrowType(Qt.ArrowType.RightArrow)
        self.toggled.connect(self._turn)

    def _turn(self, is_open: bool) -> None:
        arrow = Qt.ArrowType
        self.setArrowType(arrow.DownArrow if is_open else arrow.RightArrow)

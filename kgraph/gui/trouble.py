"""A box that says what did not work, and lets the window live on behind it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def tell(window: QWidget, title: str, sentence: str) -> QMessageBox:
    """Opens the box; it goes when the person has read it."""
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.finished.connect(box.deleteLater)
    box.open()
    return box

"""What is laid out is taken away again."""

from PySide6.QtWidgets import QLayout


def empty(layout: QLayout) -> None:
    """Takes all widgets out of a layout; they are gone from sight at once."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()

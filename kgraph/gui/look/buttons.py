"""The row of buttons at the end of a dialog."""

from PySide6.QtWidgets import QDialogButtonBox, QPushButton


def row_of(default: QPushButton, *others: QPushButton) -> QDialogButtonBox:
    """Returns a row in which Enter means the default button alone.

    Args:
        others: What can be done besides; pressed by mouse, Space or their letter.
    """
    default.setProperty("role", "primary")
    default.setDefault(True)
    box = QDialogButtonBox()
    for button in others:
        button.setAutoDefault(False)
        box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
    box.addButton(default, QDialogButtonBox.ButtonRole.RejectRole)
    return box

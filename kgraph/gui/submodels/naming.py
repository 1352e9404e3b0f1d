"""Asks for a name."""

from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget


def ask_name(parent: QWidget, title: str, proposal: str, label: str = "") -> str | None:
    """Returns what the person calls a thing; None if they thought better of it.

    Args:
        proposal: What is in the field at first, selected.
    """
    text, is_given = QInputDialog.getText(
        parent, title, label or "Name:", QLineEdit.EchoMode.Normal, proposal
    )
    return text.strip() or None if is_given else None

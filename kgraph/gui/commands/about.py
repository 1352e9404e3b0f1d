"""What the Help menu says."""

from PySide6.QtWidgets import QMessageBox, QWidget

from kgraph import __version__, catalog
from kgraph.gui.commands.actions import Actions

CANVAS_KEYS = (("Tab", "Search a layer and place it"), ("Del", "Delete the selection"))


def show_about(window: QWidget) -> None:
    """Says what this is and what it stands on."""
    QMessageBox.about(
        window,
        "About kgraph",
        f"<h3>kgraph {__version__}</h3>"
        "<p>Draw a neural network as a graph of Keras layers, train it with one click, "
        "take away a .keras file and Python code.</p>"
        f"<p>Its catalogue was read from Keras {catalog.load().keras_version}. "
        "Icons by Lucide (ISC licence).</p>",
    )


def show_shortcuts(window: QWidget, actions: Actions) -> None:
    """Lists what the keyboard can do."""
    rows = "".join(
        f"<tr><td style='padding-right: 24px'><b>{keys}</b></td><td>{text}</td></tr>"
        for keys, text in (*CANVAS_KEYS, *actions.described())
    )
    QMessageBox.about(window, "Keyboard Shortcuts", f"<table>{rows}</table>")

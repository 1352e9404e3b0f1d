"""What the Help menu says."""

from PySide6.QtWidgets import QMessageBox, QWidget

from kgraph import __version__, catalog


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

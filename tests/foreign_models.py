"""What the window says and asks its engine for, once a foreign model is opened."""

from PySide6.QtWidgets import QMessageBox

from kgraph.messages import Import


def imports(engines):
    return [r for engine in engines.made for r in engine.of_type(Import)]


def boxes(window):
    return [box.text() for box in window.findChildren(QMessageBox)]

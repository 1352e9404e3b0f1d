"""The window: it shows a document, asks an engine about it and never computes.

May import the catalogue, the document, templates, blocks, the messages, codegen and
the run store; Keras is reached by no path. Start reading at `document.py`, then
`window.py` and `app.py`.
"""

import os

# Read by Qt.py and pyqtgraph when they are first imported: before any Qt import.
os.environ.setdefault("QT_PREFERRED_BINDING", "PySide6")
os.environ.setdefault("QT_API", "pyside6")
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")

__all__: list[str] = []

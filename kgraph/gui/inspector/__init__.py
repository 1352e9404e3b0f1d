"""The inspector: what is selected as a form that is made from the catalogue.

May import the catalogue, the document and the window's theme and look; it changes the
document by edits alone. Start reading at `panel.py`, then `node.py` and `editors/`.
"""

from kgraph.gui.inspector.panel import InspectorPanel

__all__ = ["InspectorPanel"]

"""One editor for each family of values, and the form that is made of them.

May import the catalogue, the document's values and the window's look; an editor knows
neither document nor project: it shows a value and says what the person makes of it.
Start reading at `editor.py`, then `factory.py` and `form.py`.
"""

from kgraph.gui.inspector.editors.editor import Editor
from kgraph.gui.inspector.editors.factory import EditorFactory
from kgraph.gui.inspector.editors.form import FormEditor

__all__ = ["Editor", "EditorFactory", "FormEditor"]

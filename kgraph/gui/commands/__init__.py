"""What can be done from menus, the tool bar and the keyboard.

May import the canvas, the document, the engines' clients, codegen, runs and templates.
Start reading at `actions.py`, `menu_table.py`, `filing.py`; `guide/` tells of it all.
"""

from kgraph.gui.commands.actions import Actions
from kgraph.gui.commands.filing import Filing

__all__ = ["Actions", "Filing"]

"""All that can be done, for a person who looks for it: the command palette and Help.

May import the actions, the canvas's keys, the catalogue and the settings. Start reading
at `listing.py`, which reads everything from the menus, then `palette.py`.
"""

from kgraph.gui.commands.guide.about import show_about
from kgraph.gui.commands.guide.listing import commands
from kgraph.gui.commands.guide.palette import CommandPalette
from kgraph.gui.commands.guide.shortcuts import ShortcutsDialog

__all__ = ["CommandPalette", "ShortcutsDialog", "commands", "show_about"]

"""What must hold before the window opens, and what happens when nothing else helps.

`display.py` may import nothing of Qt before it has looked whether Qt can be loaded;
start reading there, then at `apology.py`.
"""

from kgraph.gui.start.display import DisplayError, check_display

__all__ = ["DisplayError", "check_display"]

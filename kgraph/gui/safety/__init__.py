"""What keeps work from being lost: autosave, recovery, other windows and programs.

May import the document, the run store's locks and the window's document and settings.
Start reading at `safekeeping.py`, which ties the others to a window; `recovery.py` and
`open_files.py` are files without Qt.
"""

from kgraph.gui.safety.safekeeping import Safekeeping

__all__ = ["Safekeeping"]

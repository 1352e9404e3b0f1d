"""A run as it is seen: the Train button, progress and the curves.

May import the window's own rooms, the document, the messages and, to find a run that
is under way, `runs`; pyqtgraph is imported when curves are drawn first. Start reading
at `session.py`, then `panel.py`; the curves are a room of their own.
"""

from kgraph.gui.training.going_on import GoingOn, run_engines
from kgraph.gui.training.panel import TrainingPanel
from kgraph.gui.training.session import TrainingSession

__all__ = ["GoingOn", "TrainingPanel", "TrainingSession", "run_engines"]

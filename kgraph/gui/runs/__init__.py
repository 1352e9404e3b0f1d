"""What was trained: the table of runs, and all that can be done with them.

May import the document, runs, messages and the view of comparisons. Start reading at
`panel.py`; `reader.py` reads the store, `columns.py` says what the table tells.
"""

from kgraph.gui.runs.panel import RunsPanel

__all__ = ["RunsPanel"]

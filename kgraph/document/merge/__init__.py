"""Two projects that began as one, put together again: a merge with the first as base.

May import the document's values and the catalogue; nothing here reads or writes files.
Start reading at `projects.py`, then `judge.py` (who wins) and `renumber.py` (new ids).
"""

from kgraph.document.merge.judge import Conflict
from kgraph.document.merge.projects import Merge, merge

__all__ = ["Conflict", "Merge", "merge"]

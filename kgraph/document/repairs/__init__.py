"""What would put a problem right: edits with a title, one file per kind of mistake.

May import the catalogue and the rest of the document, never Keras: what is proposed
here is proven in the engine before a person sees it. Start reading at `propose.py`,
which asks every kind; `judging.py` says whether a repair has kept its promise.
"""

from kgraph.document.repairs.case import Case, Repair
from kgraph.document.repairs.judging import Verdict, judge
from kgraph.document.repairs.propose import propose

__all__ = ["Case", "Repair", "Verdict", "judge", "propose"]

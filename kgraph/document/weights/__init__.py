"""Which trained weights belong to which layer, and the file that they lie in.

May import the document's values and `files`: it reads names, dtypes and shapes of a
weights file, never its numbers. Start reading at `keys.py`, then `moving.py`,
`contents.py`.
"""

from kgraph.document.weights.contents import Contents, read_contents
from kgraph.document.weights.fates import Fates, fates
from kgraph.document.weights.keys import default_keys, keys, with_keys, without_keys
from kgraph.document.weights.places import missing, resolved
from kgraph.document.weights.taking import forget, forget_some, taken
from kgraph.document.weights.verdict import reason, stays

__all__ = [
    "Contents",
    "Fates",
    "default_keys",
    "fates",
    "forget",
    "forget_some",
    "keys",
    "missing",
    "read_contents",
    "reason",
    "resolved",
    "stays",
    "taken",
    "with_keys",
    "without_keys",
]

"""Two projects side by side: what is the same in both, and what is not, in words.

May import the catalogue and the document's values; what models cost is given to it.
Start reading at `matching.py` (which node is which), then `compare.py` and `union.py`
(both drawings as one).
"""

from kgraph.document.comparing.compare import compare
from kgraph.document.comparing.comparison import (
    SIGNS,
    Change,
    Comparison,
    Kind,
    Place,
    Value,
)
from kgraph.document.comparing.costs import Cost, costs
from kgraph.document.comparing.union import OLD, Union, place_of, union

__all__ = [
    "OLD",
    "SIGNS",
    "Change",
    "Comparison",
    "Cost",
    "Kind",
    "Place",
    "Union",
    "Value",
    "compare",
    "costs",
    "place_of",
    "union",
]

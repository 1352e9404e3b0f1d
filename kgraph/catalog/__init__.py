"""What can be placed on the canvas or chosen in a form, as data.

May import msgspec alone: reading the catalogue never imports Keras. Start reading at
`spec.py` for what an entry holds, then `lookup.py` for how one is found.
"""

from kgraph.catalog.lookup import Catalog, load, search
from kgraph.catalog.spec import Kind, OperationSpec, ParameterSpec, PortSpec

__all__ = [
    "Catalog",
    "Kind",
    "OperationSpec",
    "ParameterSpec",
    "PortSpec",
    "load",
    "search",
]

"""What a road is told besides the model."""

from collections.abc import Mapping

from msgspec import Struct

from kgraph.export.signature import Signature


class Order(Struct, frozen=True):
    """How a model is to be converted.

    Attributes:
        signature: What its inputs and outputs are called.
        options: All options of the format, settled.
        samples: A file of inputs from the project's data, a list of arrays for each
            sample; empty for none.
    """

    signature: Signature
    options: Mapping[str, str] = {}
    samples: str = ""

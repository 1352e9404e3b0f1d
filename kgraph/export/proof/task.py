"""What an export and the clean process tell each other, as files in its folder.

`task.json` is there first, then `expected.json` with `inputs.npz`, `outputs.npz` and,
for a file that holds none, `weights.npz`.
"""

from msgspec import Struct

from kgraph.document.reports import Check
from kgraph.export.signature import Signature


class Task(Struct, frozen=True):
    """Open this file.

    Attributes:
        architecture: The model that was exported, as Keras writes it to JSON.
        has_placeholders: Whether Keras alone cannot open it.
        signature: What its inputs and outputs are called.
    """

    file: str
    architecture: str
    has_placeholders: bool
    signature: Signature


class Expected(Struct, frozen=True):
    """What the file must give back.

    Attributes:
        weights: A digest per weight, in Keras's order; names it for people.
        optimizer: The same of the optimizer's variables; empty without one.
        samples: How many samples are there; 0 if outputs cannot be compared.
        reason: Why they cannot.
        tolerance: The largest difference that is allowed, relative to the largest
            output where that is above 1.
    """

    weights: tuple[tuple[str, str], ...]
    optimizer: tuple[tuple[str, str], ...]
    samples: int
    reason: str
    tolerance: float


class Verdict(Struct, frozen=True):
    """How the comparison came out.

    Attributes:
        error: Why the file could not be opened or run; empty if it could.
    """

    checks: tuple[Check, ...] = ()
    difference: float | None = None
    error: str = ""

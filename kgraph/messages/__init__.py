"""All that crosses the border between the window and an engine, as JSON lines.

May import the document. Start reading at `requests.py`, then `events.py`; `lines.py`
writes and reads both.
"""

from kgraph.messages.events import (
    Analyzed,
    AnyEvent,
    BatchesEnded,
    Described,
    EpochEnded,
    Event,
    Exported,
    Failed,
    Imported,
    Number,
    Proved,
    Ready,
    TrainingBegan,
    TrainingEnded,
    WeightsTaken,
    number,
)
from kgraph.messages.lines import (
    decode_event,
    decode_request,
    encode,
)
from kgraph.messages.requests import (
    Analyze,
    AnyRequest,
    Describe,
    Export,
    Import,
    Prove,
    Request,
    Stop,
    TakeWeights,
    Train,
)

__all__ = [
    "Analyze",
    "Analyzed",
    "AnyEvent",
    "AnyRequest",
    "BatchesEnded",
    "Describe",
    "Described",
    "EpochEnded",
    "Event",
    "Export",
    "Exported",
    "Failed",
    "Import",
    "Imported",
    "Number",
    "Prove",
    "Proved",
    "Ready",
    "Request",
    "Stop",
    "TakeWeights",
    "Train",
    "TrainingBegan",
    "TrainingEnded",
    "WeightsTaken",
    "decode_event",
    "decode_request",
    "encode",
    "number",
]

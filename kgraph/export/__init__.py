"""Takes a model away: one file per format, behind one contract, and proves the file.

May import `runs`, `training`, `importing`, `modeling` and `codegen`; Keras is imported
only by the formats that need it. Start reading at `write.py`, then `exporter.py`, the
contract; `formats/` has a file per format, `proof/` opens what was written in a clean
process.
"""

from kgraph.export.exporter import ExportError, UnprovenError
from kgraph.export.taking import take_weights
from kgraph.export.target import check_target
from kgraph.export.write import export

__all__ = ["ExportError", "UnprovenError", "check_target", "export", "take_weights"]

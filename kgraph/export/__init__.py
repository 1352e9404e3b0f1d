"""Takes a model away: one file per format, behind one function.

May import `runs`, `training`, `modeling` and `codegen`; Keras is imported only by the
formats that need it. Start reading at `write.py`; a new format is a function in a file
of its own and a line in its `FORMATS`.
"""

from kgraph.export.write import FORMATS, ExportError, check_target, export

__all__ = ["FORMATS", "ExportError", "check_target", "export"]

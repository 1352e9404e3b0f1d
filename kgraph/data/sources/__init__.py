"""Readers of data: one file for each kind of source, each with a `read()`.

May import `table.py`, `lazy.py` and `windows.py` of the room above, and the document.
Start reading at `reading.py`, which finds the reader of a source; `folders/` reads
samples that lie in files of their own.
"""

from kgraph.data.sources.reading import describe, read

__all__ = ["describe", "read"]

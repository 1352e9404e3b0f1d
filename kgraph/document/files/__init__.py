"""Projects as `.kgraph` files: JSON for people and for `git diff`.

May import the document's values alone; nothing that a file names is imported or run.
Start reading at `disk.py` (load and save), then `writing.py` and `reading.py`.
"""

from kgraph.document.files.disk import (
    SUFFIX,
    dumps,
    load,
    loads,
    read_bytes,
    save,
    whole_file,
    write_bytes,
)

__all__ = [
    "SUFFIX",
    "dumps",
    "load",
    "loads",
    "read_bytes",
    "save",
    "whole_file",
    "write_bytes",
]

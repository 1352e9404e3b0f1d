"""Remembers that the person agrees to run the programs that make a project's data."""

from pathlib import Path

from kgraph.document.project import Data
from kgraph.runs.trust import trust


def trust_programs(data: Data, folder: Path) -> None:
    """Trusts every program among the sources of a project, as it is now.

    Raises:
        FileError: If one cannot be read.
    """
    others = (data.source, data.validation_source, data.test_source)
    for source in (*others, *data.beside):
        if source is not None and source.kind == "python":
            trust(folder / source.name)

"""`kgraph merge`: two versions of a document that began as one, put together again."""

import sys
from pathlib import Path

from kgraph.document import files
from kgraph.document.merge import Merge, merge
from kgraph.document.project import Project
from kgraph.document.telling.words import plural
from kgraph.document.values import is_identical


def run(
    base: Path, ours: Path, theirs: Path, output: Path | None = None, name: str = ""
) -> int:
    """Writes the merged document; returns 1 if there was anything to decide.

    Nothing is written if any of the three cannot be read.

    Args:
        output: Where to; stdout if not given.
        name: What the document is called, where the files are a driver's own.
    """
    name = name or str(ours)
    mine = files.loads(files.read_bytes(ours), f"{name} (ours)")
    other = files.loads(files.read_bytes(theirs), f"{name} (theirs)")
    began = files.read_bytes(base)
    if not began.strip():  # as git gives it where both sides added the file
        return _without_base(mine, other, output, name)
    found = merge(files.loads(began, f"{name} (base)"), mine, other, other="in theirs")
    _write(found.project, output)
    return _tell(found, name)


def _without_base(
    mine: Project, theirs: Project, output: Path | None, name: str
) -> int:
    _write(mine, output)
    if is_identical(mine, theirs):
        return 0
    _say(f"{name}: both sides added it, each another drawing. Yours is kept.")
    _say_next(name)
    return 1


def _write(project: Project, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(files.dumps(project).decode())
    else:
        files.save(project, output)


def _tell(found: Merge, name: str) -> int:
    if not found.conflicts and not found.left_out:
        return 0
    count = len(found.conflicts) + len(found.left_out)
    _say(f"{name}: {plural(count, 'conflict')}; yours is kept, it can be opened.")
    for conflict in found.conflicts:
        _say(f"  ~ {conflict.sentence}")
    for clause in found.left_out:
        _say(f"  - left out: {clause}")
    _say_next(name)
    return 1


def _say_next(name: str) -> None:
    _say(f"Look at it with `kgraph {name}`, then `git add {name}`. To have the other")
    _say(f"side's whole drawing instead: `git checkout --theirs {name}`.")


def _say(line: str) -> None:
    print("".join(c if c.isprintable() else "?" for c in line), file=sys.stderr)

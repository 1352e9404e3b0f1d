"""`kgraph diff`: what differs between two models, in words or as JSON."""

import os
import sys
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from kgraph.cli import versions
from kgraph.cli.versions import Version
from kgraph.document import files
from kgraph.document.comparing import Change, Cost, compare, costs
from kgraph.document.errors import KgraphError
from kgraph.document.project import Project, new_project
from kgraph.document.weights import without_keys

STYLES = {"added": "green", "removed": "red", "changed": "yellow"}
NOTHING = "/dev/null"
OF_GIT = 7  # arguments that git gives an external diff; two more after a rename


class Difference(Struct, frozen=True):
    """What `--json` writes."""

    old: str
    new: str
    is_equal: bool
    changes: tuple[Change, ...]
    costs: tuple[Cost, ...] = ()


def show(old: str, new: str, json: bool = False, with_costs: bool = True) -> int:
    """Writes what differs; returns 0 if nothing does, else 1."""
    before = versions.read(old, beside=new)
    after = versions.read(new, beside=old)
    found = _difference(before, after, with_costs)
    if json:
        from kgraph.cli.tables import print_json

        print_json(found)
    else:
        _print(found)
    return 0 if found.is_equal else 1


def show_to_git(arguments: Sequence[str]) -> int:
    """Writes what differs in a file, as git calls an external diff.

    Args:
        arguments: `path old-file old-hex old-mode new-file new-hex new-mode`; the
            path alone for one that is not merged yet.

    Returns:
        0: anything else would make git stop at the first file.
    """
    if len(arguments) < OF_GIT:
        print(f"* {_legible(arguments[0])} is not merged yet")
        return 0
    path, old, new = arguments[0], arguments[1], arguments[4]
    names = [f"{letter}/{path}" for letter in "ab"]
    if len(arguments) > OF_GIT:
        names[1] = f"b/{arguments[OF_GIT]}"
    try:
        projects = [_of_git(*side) for side in zip(names, (old, new), strict=True)]
    except KgraphError as error:
        print(f"{_legible(path)} cannot be compared: {_legible(str(error))}")
        return 0
    known = next((p for p in projects if p is not None), new_project())
    nothing = Version(NOTHING, new_project(known.main.name))
    sides = [
        nothing if project is None else Version(name, project)
        for name, project in zip(names, projects, strict=True)
    ]
    _print(_difference(sides[0], sides[1], with_costs=False))
    return 0


def _of_git(name: str, file: str) -> Project | None:
    """Reads one side; None where there is no such file on it."""
    return None if file == NOTHING else files.loads(files.read_bytes(file), name)


def _difference(old: Version, new: Version, with_costs: bool) -> Difference:
    sides = [old.project, new.project]
    if not (old.names_weights and new.names_weights):
        sides = [replace(without_keys(side), weights="") for side in sides]
    found = compare(*sides, of_models=old.is_model or new.is_model)
    counted: tuple[Cost, ...] = ()
    if with_costs and not found.is_equal:
        counted = _costs(old.project, new.project)
    return Difference(old.name, new.name, found.is_equal, found.changes, counted)


def _costs(old: Project, new: Project) -> tuple[Cost, ...]:
    from kgraph.cli.backend import prepare_keras

    prepare_keras()
    from kgraph.modeling import infer

    return costs(infer(old), infer(new))


def _print(found: Difference) -> None:
    lines = [(f"--- {found.old}", "bold"), (f"+++ {found.new}", "bold")]
    lines += [(change.line, STYLES[change.kind]) for change in found.changes]
    if found.is_equal:
        lines.append(("No difference.", ""))
    lines += [(cost.sentence, "") for cost in found.costs]
    # Git shows what an external diff writes in a pager that knows colours.
    if not sys.stdout.isatty() and os.environ.get("GIT_PAGER_IN_USE") != "true":
        print("\n".join(_legible(line) for line, _ in lines))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(force_terminal=True, soft_wrap=True)
    for line, style in lines:
        console.print(Text(_legible(line), style=style))


def _legible(text: str) -> str:
    """Returns a text without what would steer a terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)

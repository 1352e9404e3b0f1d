"""Finds the files that ship with kgraph: the catalogue, templates, icons."""

from pathlib import Path

_INSTALLED = Path(__file__).parent / "_resources"
_CHECKOUT = Path(__file__).parents[1] / "resources"

FOLDER = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def resource(name: str) -> Path:
    """Returns the path of a shipped file, e.g. `resource("catalog.json")`."""
    return FOLDER / name

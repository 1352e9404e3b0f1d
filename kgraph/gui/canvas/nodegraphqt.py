"""Imports NodeGraphQt, which wants the `distutils` that Python 3.12 no longer has."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType


class LooseVersion:
    """The one thing that NodeGraphQt takes from `distutils`: it compares Qt versions.

    setuptools has it too, but takes 150 ms to import, a fifth of the window's start.
    """

    def __init__(self, text: str) -> None:
        self.parts = [int(part) for part in re.findall(r"\d+", text)]

    def __ge__(self, other: "LooseVersion") -> bool:
        return self.parts >= other.parts


@contextmanager
def _lent_distutils() -> Iterator[None]:
    """Stands in for `distutils` while NodeGraphQt is imported, and not after."""
    if "distutils" in sys.modules:
        yield
        return
    package, version = ModuleType("distutils"), ModuleType("distutils.version")
    version.LooseVersion = LooseVersion  # type: ignore[attr-defined]
    lent = {"distutils": package, "distutils.version": version}
    sys.modules.update(lent)
    try:
        yield
    finally:
        for name in lent:
            del sys.modules[name]


with _lent_distutils():
    import_module("NodeGraphQt")

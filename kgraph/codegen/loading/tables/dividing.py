"""Writes how the samples of a table are divided; the rule is `kgraph.data.split`'s."""

from collections.abc import Iterator

from msgspec.structs import replace

from kgraph.codegen.layout import Code, text
from kgraph.codegen.loading import dividing
from kgraph.codegen.loading.tables.preparing import Preparing
from kgraph.codegen.loading.tables.reading import has_axes
from kgraph.document.binding import held_back
from kgraph.document.builtin import BUILTINS, BuiltinData
from kgraph.document.project import Project


class _Samples:
    """What `codegen.dividing` wants to know of the samples of a table."""

    def __init__(self, preparing: Preparing, project: Project, is_joined: bool) -> None:
        self._preparing = preparing
        self._source = project.data.source
        self._is_joined = is_joined

    @property
    def builtin(self) -> BuiltinData | None:
        """What is known of data that needs no file."""
        is_known = self._source is not None and self._source.kind == "builtin"
        is_whole = is_known and not self._is_joined
        return BUILTINS.get(self._source.name) if self._source and is_whole else None

    def count(self, name: str) -> Code:
        """Returns the number of samples that are divided."""
        if self._is_joined:
            return "count"
        return ("len(", self._preparing.column(name), ")")

    def column(self, name: str) -> Code:
        """Returns the labels of the samples that are divided."""
        ends = "[:count]" if self._is_joined else ""
        return (self._preparing.numbers(name), ends)

    def is_image(self, name: str) -> bool:
        """Whether samples of a column are known to have axes of their own."""
        return bool(has_axes(*self._preparing.place(name)))


def division(project: Project, preparing: Preparing, is_joined: bool) -> Iterator[Code]:
    """Yields the statements that divide the samples.

    Args:
        is_joined: Whether the table goes on behind them, and they are `count`.
    """
    split = held_back(project.data)
    samples = _Samples(preparing, project, is_joined)
    if split.by == "fraction":
        own = replace(project, data=replace(project.data, split=split))
        yield from dividing.division(own, samples)
        return
    parts = dividing.parts(split)
    if split.by == "column":
        says = (preparing.column(split.column), "[:count]" if is_joined else "")
        for part in parts:
            yield (f"{part} = np.flatnonzero(", says, f" == {text(part)})")
        return
    name = next(iter(project.data.bindings.values())).columns[0]
    if split.column:
        yield ("order = np.argsort(", samples.column(split.column), ', kind="stable")')
    else:
        yield ("order = np.arange(", samples.count(name), ")")
    ends: dict[str, str] = {}
    end = "len(order)"
    for part in reversed(parts[1:]):
        ends[part] = end
        yield f"{_BEGINS[part]} = {end} - round(len(order) * {part.upper()}_SHARE)"
        end = _BEGINS[part]
    begin = end if parts[1:] else ""
    yield f"train = order[:{begin}]" if begin else "train = order"
    for part in parts[1:]:
        stop = "" if ends[part] == "len(order)" else ends[part]
        yield f"{part} = order[{_BEGINS[part]}:{stop}]"


_BEGINS = {"validation": "validated", "test": "tested"}
"""Variables that hold where a part begins."""

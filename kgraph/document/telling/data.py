"""What differs in the data of two projects, in words."""

from collections.abc import Iterator

from kgraph.document.project import (
    Binding,
    Data,
    DataSource,
    Preparation,
    Project,
    Windows,
)
from kgraph.document.telling.differing import settings_fact, unlike
from kgraph.document.telling.words import brief

SECOND = 2  # the number of the first source beside another


def data_facts(old: Project, new: Project) -> Iterator[str]:
    """Yields what changed in the data and in what it is bound to, one fact each."""
    before, after = old.data, new.data
    for what, one, other in _sources(before, after):
        if one != other:
            yield f"{what}: {_told(one)} → {_told(other)}"
    for id in unlike(before.bindings, after.bindings):
        layer = new.main.layers.get(id) or old.main.layers.get(id)
        name = layer.name if layer else id
        values = (_binding(d.bindings.get(id)) for d in (before, after))
        yield f"columns of {name!r}: {' → '.join(values)}"
    yield from settings_fact("split", before.split, after.split)


Pair = tuple[str, DataSource | None, DataSource | None]


def _sources(old: Data, new: Data) -> Iterator[Pair]:
    """Yields what each source is for, and which it was and is."""
    yield "data", old.source, new.source
    for place in range(max(len(old.beside), len(new.beside))):
        one, other = (
            data.beside[place] if place < len(data.beside) else None
            for data in (old, new)
        )
        yield f"data {place + SECOND}", one, other
    yield "data for validation", old.validation_source, new.validation_source
    yield "data for test", old.test_source, new.test_source


def _told(source: DataSource | None) -> str:
    if source is None:
        return "none"
    told = [f"{name} {brief(value)}" for name, value in source.options.items()]
    if source.windows is not None:
        told.append(_windows(source.windows))
    return f"{source.name} ({', '.join(told)})" if told else source.name


def _windows(windows: Windows) -> str:
    every = f", every {windows.stride}" if windows.stride > 1 else ""
    return f"windows of {windows.length}, {windows.ahead} ahead{every}"


def _binding(binding: Binding | None) -> str:
    if binding is None:
        return "none"
    for_all = Preparation(binding.scaling, binding.one_hot, binding.missing)
    parts = [*binding.columns, *_prepared(for_all)]
    for column, own in binding.per_column.items():
        parts.append(f"{column} {' '.join(_prepared(own)) or 'as it is'}")
    if binding.reshape is not None:
        parts.append(f"as {brief(binding.reshape)}")
    if binding.class_weights not in ("none", {}):
        parts.append(f"classes weighed {brief(binding.class_weights)}")
    if binding.sample_weights:
        parts.append(f"weighed by {binding.sample_weights}")
    return brief(", ".join(parts) or "none")


def _prepared(preparation: Preparation) -> Iterator[str]:
    if preparation.scaling != "none":
        yield preparation.scaling
    if preparation.one_hot:
        yield "one-hot"
    if preparation.missing != "refuse":
        yield f"{preparation.missing} for gaps"

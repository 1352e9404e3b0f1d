"""Writes how the samples are divided; the rule is that of `kgraph.data.split`."""

from collections.abc import Iterator
from typing import Protocol

from kgraph.codegen.layout import INDENT, Code, call, statement
from kgraph.codegen.values import literal
from kgraph.document.binding import held_back, stratified_by
from kgraph.document.builtin import BuiltinData
from kgraph.document.project import Data, Project, Split

_DIVIDED = '''\
def divided(samples, share, labels):
    """Returns samples in two parts, of the same mixture of labels where that can be."""
    try:
{stratified}
    except ValueError:
{plain}
'''
# Of built-in data, which have 150 samples and more, such a share holds every class.
_ROOM = 0.1
_ARRAYS = ("npz", "npy", "hdf5", "parquet", "python")


class Divided(Protocol):
    """What the division wants to know of the samples."""

    @property
    def builtin(self) -> BuiltinData | None:
        """What is known of data that needs no file."""

    def count(self, name: str) -> Code:
        """Returns the number of samples; `name` is any column."""

    def column(self, name: str) -> Code:
        """Returns a column that may be the labels."""

    def is_image(self, name: str) -> bool:
        """Whether samples of a column are known to have axes of their own."""


def parts(split: Split) -> list[str]:
    """Returns the names of the parts into which the samples are divided."""
    shares = {"train": 1.0, "validation": split.validation, "test": split.test}
    return [name for name, share in shares.items() if share > 0]


def parts_of(data: Data) -> list[str]:
    """Returns the names of the parts that a program has samples for."""
    split = data.split
    shares = {
        "train": 1.0,
        "validation": 1.0 if data.validation_source else split.validation,
        "test": 1.0 if data.test_source else split.test,
    }
    return [name for name, share in shares.items() if share > 0]


def constants(data: Data) -> list[str]:
    """Returns the lines that name the shares of the samples, where shares divide."""
    split = held_back(data)
    if split.by == "column":
        return []
    shares = {"VALIDATION_SHARE": split.validation, "TEST_SHARE": split.test}
    return [f"{name} = {share!r}" for name, share in shares.items() if share > 0]


def divider(project: Project) -> str:
    """Returns the function that does without labels where a class is too small."""
    source = project.data.source
    # An array may have axes, then it is no vector of labels and cannot become one.
    is_array = source is not None and source.kind in _ARRAYS
    labels = "labels[samples]" + ".reshape(len(samples))" * is_array
    plain, stratified = (
        statement(("return ", _call(project, "samples", "share", by)), 2 * INDENT)
        for by in ("", labels)
    )
    return _DIVIDED.replace("{stratified}", stratified).replace("{plain}", plain)


def division(project: Project, source: Divided) -> Iterator[Code]:
    """Yields the two statements that divide the samples, or one, or none."""
    split = project.data.split
    column = next(iter(project.data.bindings.values())).columns[0]
    samples: Code = call("np.arange", [source.count(column)], {})
    name = stratified_by(project)
    is_label = name is not None and not source.is_image(name)
    labels = source.column(name) if name and is_label else ""
    is_sure = not labels or _is_surely_stratified(source, split)
    divides = split.validation > 0 or split.test > 0
    if divides and not is_sure and labels != "labels":
        yield ("labels = ", labels)

    def divided(share: str, labels: Code) -> Code:
        if is_sure:
            return _call(project, samples, share, labels)
        return call("divided", [samples, share, "labels"], {})

    if split.test > 0:
        target = "rest, test = " if split.validation > 0 else "train, test = "
        yield (target, divided("TEST_SHARE", labels))
        samples = "rest"
    if split.validation > 0:
        left = " / (1 - TEST_SHARE)" if split.test > 0 else ""
        labels = (labels, "[rest]") if labels and split.test > 0 else labels
        yield ("train, validation = ", divided(f"VALIDATION_SHARE{left}", labels))
    elif split.test <= 0:
        yield ("train = ", samples)


def _is_surely_stratified(source: Divided, split: Split) -> bool:
    """Whether every part is known to have room for samples of every class."""
    shares = (split.validation, split.test, 1 - split.validation - split.test)
    has_room = all(share >= _ROOM for share in shares if share > 0)
    return source.builtin is not None and has_room


def _call(project: Project, samples: Code, share: str, labels: Code) -> Code:
    seed = literal(project.data.split.seed)
    by = {"stratify": labels} if labels else {}
    named = {"test_size": share, "random_state": seed, **by}
    return call("train_test_split", [samples], named)

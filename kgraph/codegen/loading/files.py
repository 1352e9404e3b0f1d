"""Says what a program does with samples that lie in files: it gives `fit()` batches."""

from collections.abc import Sequence

from kgraph.codegen.layout import Code, call, text
from kgraph.codegen.values import literal
from kgraph.document.project import Data, DataSource, Project

COLUMNS = {"images": "image", "audio": "audio", "texts": "text"}
"""Kind of source to the column whose samples lie in files of their own."""


def place(data: Data, column: str) -> tuple[DataSource | None, str]:
    """Returns the source of a column, and what it is called there."""
    number, point, bare = column.partition(".")
    if point and number.isdigit() and 2 <= int(number) < 2 + len(data.beside):
        return data.beside[int(number) - 2], bare
    return data.source, column


def folder_of(data: Data, column: str) -> DataSource | None:
    """Returns the folder in whose files a column's samples lie, None if in none."""
    source, bare = place(data, column)
    is_there = source is not None and COLUMNS.get(source.kind) == bare
    return source if is_there else None


def has_folders(data: Data) -> bool:
    """Whether a source is a folder of files."""
    sources = (data.source, *data.beside, data.validation_source, data.test_source)
    return any(source is not None and source.kind in COLUMNS for source in sources)


def streams(project: Project) -> bool:
    """Whether the program reads samples batch by batch: it gives datasets."""
    return any(
        folder_of(project.data, column)
        for binding in project.data.bindings.values()
        for column in binding.columns
    )


def inputs_of(project: Project, part: str) -> str:
    """Returns the code of the inputs of a part of the data."""
    is_stream = streams(project)
    return f"{part}.map(lambda inputs, *_: inputs)" if is_stream else f"{part}[0]"


def input_of(project: Project, name: str) -> str:
    """Returns the code of one of several `inputs`, arrays or a dataset of them."""
    one = f"inputs[{text(name)}]"
    return f"inputs.map(lambda inputs: {one})" if streams(project) else one


def batched(
    project: Project, part: str, sides: Sequence[Code], own: Sequence[str] = ()
) -> Code:
    """Returns the call that makes batches of a part of the samples.

    Args:
        sides: Inputs and targets, and weights if there are some.
        own: Variables that it is given under their own names.
    """
    training = project.training
    keywords: dict[str, Code] = {}
    if part == "train" and training.shuffle:
        keywords["shuffle"] = "True"
    size = training.validation_batch_size
    if part == "validation" and size not in (None, training.batch_size):
        keywords["size"] = literal(size)
    keywords |= {name: name for name in own}
    return call("batches", sides, keywords)

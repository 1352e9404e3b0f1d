"""Says what a program does with samples that lie in files: it gives `fit()` batches."""

import re

from kgraph.codegen.errors import CodegenError
from kgraph.codegen.layout import Code, call, text
from kgraph.codegen.values import literal
from kgraph.document.project import DataSource, Project

COLUMNS = {"images": "image", "audio": "audio", "texts": "text"}
LABEL = "label"
FILES = "files"
LABELS = "labels"

_ENDINGS = {
    "images": (".bmp", ".gif", ".jpeg", ".jpg", ".png"),
    "audio": (".wav",),
    "texts": (".txt",),
}


def is_file(source: DataSource | None, column: str) -> bool:
    """Whether the samples of a column lie in files of their own."""
    return source is not None and COLUMNS.get(source.kind) == column


def streams(project: Project) -> bool:
    """Whether the program reads samples batch by batch: `it gives datasets."""
    source = project.data.source
    return any(
        is_file(source, column)
        for binding in project.data.bindings.values()
        for column in binding.columns
    )


def inputs_of(project: Project, part: str) -> str:
    """Returns the code of the inputs of a part of the data."""
    is_stream = streams(project)
    return f"{part}.map(lambda inputs, targets: inputs)" if is_stream else f"{part}[0]"


def input_of(project: Project, name: str) -> str:
    """Returns the code of one of several `inputs`, arrays or a dataset of them."""
    one = f"inputs[{text(name)}]"
    return f"inputs.map(lambda inputs: {one})" if streams(project) else one


def labels_of(column: str) -> str:
    """Returns the code of a column of a folder that is not in its files.

    Raises:
        CodegenError: If it is not that of the classes.
    """
    if column != LABEL:
        raise CodegenError(f"A program cannot take {column!r} from a folder of files.")
    return LABELS


def listing(source: DataSource, path: Code) -> list[Code]:
    """Returns the statements that list the files of a folder and their classes."""
    endings = [text(ending) for ending in _ENDINGS[source.kind]]
    return [
        ("folder = ", path),
        (f"{FILES}, {LABELS} = ", call("listed", ["folder", *endings], {})),
    ]


def only_used(lines: list[str]) -> list[str]:
    """Returns the lines of a function; classes that it does not use have no name."""
    if sum(len(re.findall(rf"\b{LABELS}\b", line)) for line in lines) > 1:
        return lines
    return [line.replace(f"{FILES}, {LABELS} = ", f"{FILES}, _ = ") for line in lines]


def batched(project: Project, part: str, inputs: Code, targets: Code) -> Code:
    """Returns the call that makes batches of a part of the samples."""
    training = project.training
    keywords: dict[str, Code] = {}
    if part == "train" and training.shuffle:
        keywords["shuffle"] = "True"
    size = training.validation_batch_size
    if part == "validation" and size not in (None, training.batch_size):
        keywords["size"] = literal(size)
    return call("batches", [inputs, targets], keywords)

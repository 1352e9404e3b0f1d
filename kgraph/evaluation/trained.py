"""A run as something to ask: its model with its best weights, and its data."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import keras
from msgspec.structs import replace

from kgraph.data import Dataset, Samples, describe, load
from kgraph.document import files
from kgraph.document.binding import bound_columns
from kgraph.document.columns import DataDescription
from kgraph.document.errors import DataError
from kgraph.document.graph import Layer
from kgraph.document.project import Project
from kgraph.evaluation.asking import Question, question_of
from kgraph.export.model import prepare
from kgraph.runs import Run, RunStore
from kgraph.training.ends import as_trained


@dataclass(frozen=True, eq=False)
class Trained:
    """What a run has made of its drawing.

    Attributes:
        project: The drawing as it was when the run began.
        folder: Where its relative paths start from.
        model: Takes an array for each Input, and gives one by name for each Output.
    """

    run: Run
    project: Project
    folder: Path | None
    model: keras.Model

    @cached_property
    def dataset(self) -> Dataset:
        """What the run learned from, prepared as it was then."""
        return load(self.project, self.folder)

    @cached_property
    def description(self) -> DataDescription:
        """The columns of its data."""
        source = self.project.data.source
        if source is None:
            raise DataError("A run needs data to be judged by. Received: none.")
        return describe(source, self.folder)

    def samples(self, part: str) -> Samples:
        """Returns the samples of `train`, `validation` or `test`."""
        return getattr(self.dataset, part)

    def question(self, output: Layer) -> Question:
        """Returns what an Output is asked.

        Raises:
            DataError: If it is not bound.
        """
        binding = self.project.data.bindings.get(output.id)
        if binding is None:
            raise DataError(
                f"Output {output.name!r} must be bound to columns to be judged. "
                "Received: no binding."
            )
        columns = bound_columns(binding, self.description)
        said = self.model.output
        tensor = said[output.name] if isinstance(said, dict) else said
        return question_of(output, binding, columns, tensor.shape[1:])


def trained(path: str | Path | None, run: str) -> Trained:
    """Returns a run with its model made again.

    Args:
        path: The `.kgraph` file beside which it is.
        run: `latest`, `best` or its id.

    Raises:
        KgraphError: If there is no such run, it has no weights, or its model cannot be
            built.
    """
    found = RunStore.beside(path).get(run)
    folder = Path(path).parent if path else None
    project = files.load(found.document)
    # Batches are given one by one.
    settings = replace(project.training, steps_per_execution=1)
    project = replace(as_trained(project), training=settings)
    return Trained(found, project, folder, prepare(project, found, folder).model)

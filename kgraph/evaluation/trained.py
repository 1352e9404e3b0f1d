"""A run as something to ask: its model with its best weights, and its data."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import keras
import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from kgraph.data import Samples
from kgraph.data.new_samples import input_columns, read_other
from kgraph.data.preparing.units import back_to_units
from kgraph.data.recipe import Recipe, recipe_of
from kgraph.document import files
from kgraph.document.binding import bound_columns
from kgraph.document.data import PARTS
from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.evaluation.asking import Question, question_of
from kgraph.export.model import trained_model
from kgraph.runs import Run, RunStore
from kgraph.training.preparing.compile import compile_model, judged_outputs
from kgraph.training.preparing.ends import as_trained


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
    def recipe(self) -> Recipe:
        """How samples are prepared, as they were when the run learned from them."""
        return recipe_of(self.project, self.folder)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """What each Output is asked, by its name."""
        known = self.recipe.tables.main.describe()
        preparers = {layer.name: prepare for layer, prepare in self.recipe.targets}
        found = {}
        for output in judged_outputs(self.project):
            binding = self.project.data.bindings[output.id]
            columns = bound_columns(binding, known)
            said = self.model.output
            tensor = said[output.name] if isinstance(said, dict) else said
            activation = last_activation(tensor)
            shape = tensor.shape[1:]
            question = question_of(output, binding, columns, shape, activation)
            if question.task == "numbers":
                units = back_to_units(preparers[output.name])
                question = question._replace(units=units)
            found[output.name] = question
        return found

    @property
    def input_columns(self) -> tuple[str, ...]:
        """Which columns of the data the Inputs are given."""
        return input_columns(self.project)

    def samples(self, part: str) -> Samples:
        """Returns the samples of `train`, `validation`, `test`, or another source.

        Raises:
            KgraphError: If there is no such part, or it has none.
        """
        if part not in PARTS:
            return read_other(self.project, self.recipe, part)
        self.positions(part)
        return self.recipe.part(part)

    def positions(self, part: str) -> NDArray:
        """Returns where in their source the samples of a part are.

        Raises:
            KgraphError: If there are none.
        """
        found = self.recipe.positions_of(part)
        if not len(found):
            raise KgraphError(
                f"The part {part} must have samples to judge a run by. Received: none. "
                "Choose another part, or give it a share of the samples."
            )
        return found

    def say(self, inputs: Any) -> dict[str, NDArray]:
        """Returns what the model says to a batch, by the names of the Outputs.

        Raises:
            KgraphError: If that is not finite.
        """
        said = self.model.predict_on_batch(inputs)
        if not isinstance(said, dict):
            said = {next(iter(self.questions)): said}
        found = {name: np.asarray(tensor) for name, tensor in said.items()}
        for name, tensor in found.items():
            if not np.isfinite(tensor).all():
                raise KgraphError(
                    f"Output {name!r} must give finite numbers. Received: NaN or "
                    f"infinity from the weights of run {self.run.id}. Choose another "
                    "run, or train again with a smaller learning rate."
                )
        return found


def last_activation(tensor: Any) -> str:
    """Returns the name of the function that has the last word on a tensor.

    Example:

    >>> last_activation(model.output)  # doctest: +SKIP
    'softmax'
    """
    history = tensor._keras_history
    operation = history.operation
    if isinstance(operation, keras.Model):
        return last_activation(operation.outputs[history.tensor_index])
    activation = getattr(operation, "activation", None)
    return getattr(activation, "__name__", type(operation).__name__).lower()


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
    return _made(str(path) if path else None, found.id, _stamps(found, path))


@lru_cache(maxsize=1)
def _made(path: str | None, run: str, _: object) -> Trained:
    """Makes a model and its data anew only if a file of theirs was written since."""
    found = RunStore.beside(path).get(run)
    folder = Path(path).parent if path else None
    project = files.load(found.document)
    # Batches are given one by one.
    settings = replace(project.training, steps_per_execution=1)
    project = replace(as_trained(project), training=settings)
    model = trained_model(project, found)
    compile_model(model, project)
    return Trained(found, project, folder, model)


def _stamps(run: Run, path: str | Path | None) -> tuple[object, ...]:
    data = files.load(run.document).data
    folder = Path(path).parent if path else Path()
    sources = (data.source, *data.beside, data.validation_source, data.test_source)
    paths = [folder / source.name for source in sources if source is not None]
    return tuple(map(_stamp, (run.best_weights, run.last_weights, *paths)))


def _stamp(path: Path) -> object:
    try:
        found = path.stat()
    except (OSError, ValueError):  # built-in data is no file
        return None
    return found.st_mtime_ns, found.st_size

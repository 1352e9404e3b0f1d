"""Asks a run what it makes of samples: new ones, or some of its own data."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from kgraph.data.new_samples import NewSamples, read_new
from kgraph.document.evaluation import Prediction
from kgraph.document.looks import Sample
from kgraph.evaluation.recall import check_positions, looks_of
from kgraph.evaluation.saying import say
from kgraph.evaluation.trained import Trained, trained

MOST_LOOKS = 96


class Predictions(Struct, frozen=True):
    """What a run says to samples.

    Attributes:
        run: Its id.
        columns: Which columns of the data its Inputs are given.
        samples: How the first of the new samples look.
    """

    run: str
    predictions: tuple[Prediction, ...]
    columns: tuple[str, ...]
    samples: tuple[Sample, ...] = ()


def predict(
    path: str | Path | None,
    run: str = "best",
    *,
    files: Sequence[str] = (),
    positions: Sequence[int] = (),
    places: Sequence[int] = (),
    part: str = "test",
) -> Predictions:
    """Returns what a run's best weights say to samples.

    Args:
        path: The `.kgraph` file beside which the run is.
        run: `latest`, `best` or its id.
        files: Of new samples; see `data.new_samples.read_new`.
        positions: Of samples of the run's own data; their truth is told, too.
        places: Of samples within the part; counted round and round.
        part: Whose source these are positions in, or whose samples are counted.

    Raises:
        KgraphError: If there is no such run, or a file is not what its model takes.
    """
    made = trained(path, run)
    found: list[Prediction] = []
    looks: list[Sample] = []
    for file in files:
        samples = read_new(made.project, made.recipe, file)
        found += _predictions(made, samples)
        looks += _looks(made, samples, MOST_LOOKS - len(looks))
    if places:
        of_part = made.positions(part)
        positions = [int(of_part[place % len(of_part)]) for place in places]
    if positions:
        known = _predictions(made, *_known(made, positions, part))
        found += (
            replace(p, position=at) for p, at in zip(known, positions, strict=True)
        )
    return Predictions(made.run.id, tuple(found), made.input_columns, tuple(looks))


def _looks(made: Trained, samples: NewSamples, most: int) -> tuple[Sample, ...]:
    """Returns how new samples look."""
    shown = range(min(len(samples.table), max(most, 0)))
    return looks_of(made.project.data, samples.table, made.input_columns, shown)


def _known(
    made: Trained, positions: Sequence[int], part: str
) -> tuple[NewSamples, dict[str, Any]]:
    """Returns samples of the run's own data, and their targets."""
    table = made.recipe.table_of(part)
    chosen = np.array(positions)
    check_positions(positions, len(table))
    names = tuple(f"sample {position}" for position in positions)
    inputs = made.recipe.inputs_of(table, chosen)
    return NewSamples(names, inputs, table), made.recipe.targets_of(table, chosen)


def _predictions(
    made: Trained, samples: NewSamples, targets: dict[str, Any] | None = None
) -> Iterator[Prediction]:
    size = made.project.training.batch_size
    inputs = tuple(samples.inputs.values())
    given = inputs[0] if len(inputs) == 1 else inputs
    for start in range(0, len(samples.names), size):
        part = slice(start, start + size)
        said = made.say(
            keras.tree.map_structure(lambda array, part=part: array[part], given)
        )
        for row, name in enumerate(samples.names[part]):
            answers = [
                say(
                    question,
                    said[output][row],
                    targets[output][start + row] if targets else None,
                )
                for output, question in made.questions.items()
            ]
            yield Prediction(name, tuple(answers))

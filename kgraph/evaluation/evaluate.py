"""Judges a run by samples: what its best weights predict, and how good that is."""

import math
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import keras
import numpy as np
from numpy.typing import NDArray

from kgraph.data import Samples
from kgraph.document.evaluation import Evaluation, OutputEvaluation
from kgraph.document.graph import Layer
from kgraph.document.project import Project
from kgraph.evaluation.asking import Question
from kgraph.evaluation.counting import Counting, Told
from kgraph.evaluation.gathering import Gatherer, gatherer
from kgraph.evaluation.mistakes import Worst, losses_of
from kgraph.evaluation.trained import Trained, trained
from kgraph.modeling import make
from kgraph.training.feeding import once
from kgraph.training.preparing.compile import judged_outputs
from kgraph.training.reporting.report import numbers

MOST_SAMPLES = 1024  # of a batch
MOST_NUMBERS = 1_000_000  # that its inputs hold, unless training's batches hold more


def evaluate(
    path: str | Path | None,
    run: str = "best",
    part: str = "test",
    told: Told = lambda done, total: None,
) -> Evaluation:
    """Returns how well a run predicts the samples of a part.

    The model and the data are those that the run itself began with; its weights are
    its best ones.

    Args:
        path: The `.kgraph` file beside which the run is; None for a drawing that was
            never saved.
        run: `latest`, `best` or its id.
        part: `train`, `validation`, `test`, or the path of another source of samples.
        told: Is given how many samples have been judged, and of how many.

    Raises:
        KgraphError: If there is no such run, its model or its data cannot be made
            again, or the part has no samples.

    Example:

    >>> evaluate("digits.kgraph").outputs[0].accuracy  # doctest: +SKIP
    0.97
    """
    began = time.perf_counter()
    made = trained(path, run)
    samples = made.samples(part)
    counting = Counting(len(samples), made.project.training.batch_size, told)
    outputs = _judge_all(made, samples, counting)
    return Evaluation(
        made.run.id,
        part,
        len(samples),
        time.perf_counter() - began,
        numbers(_score(made, samples, counting)),
        outputs,
        made.input_columns,
    )


class _Judge:
    """Judges one Output."""

    def __init__(self, question: Question, output: Layer, samples: int) -> None:
        self.question = question
        self._output = output
        self._gatherer: Gatherer = gatherer(question, samples)
        self._worst = Worst(question)
        self._loss = make("loss", output.config.get("loss"))
        if self._loss is not None:
            self._loss.reduction = "none"

    def add(self, truths: NDArray, tensor: NDArray, positions: NDArray) -> None:
        losses = losses_of(self._loss, truths, tensor)
        self._gatherer.add(truths, tensor, losses, positions)
        self._worst.add(truths, tensor, losses, positions)

    def judged(self, project: Project) -> OutputEvaluation:
        binding = project.data.bindings.get(self._output.id)
        return OutputEvaluation(
            self.question.output,
            self.question.task,
            mistakes=self._worst.all(),
            columns=binding.columns if binding else (),
            **self._gatherer.judged(),
        )


def _judge_all(
    made: Trained, samples: Samples, counting: Counting
) -> tuple[OutputEvaluation, ...]:
    """Lets the model predict batch by batch; returns how well each Output did."""
    judges = [
        _Judge(made.questions[output.name], output, len(samples))
        for output in judged_outputs(made.project)
    ]
    for batch in _batches(made, samples):
        inputs, targets, *_ = batch.arrays
        said = made.say(inputs)
        for judge in judges:
            name = judge.question.output
            truths = targets[name] if isinstance(targets, dict) else targets
            judge.add(truths, said[name], batch.positions)
        counting.add(len(batch.positions))
    return tuple(judge.judged(made.project) for judge in judges)


class _Batch(NamedTuple):
    arrays: tuple[Any, ...]
    positions: NDArray


def _batches(made: Trained, samples: Samples) -> Iterator[_Batch]:
    size = _batch_size(made, samples)
    positions = samples.positions
    known = np.arange(len(samples)) if positions is None else positions
    for number, arrays in enumerate(_arrays(once(samples, size))):
        yield _Batch(arrays, known[number * size : (number + 1) * size])


def _batch_size(made: Trained, samples: Samples) -> int:
    """Returns a size for which a call costs little beside what it computes."""
    shapes = [array.shape[1:] for array in samples.inputs.values()]
    numbers = sum(math.prod(shape) for shape in shapes)
    room = MOST_NUMBERS // max(numbers, 1)
    return max(made.project.training.batch_size, min(room, MOST_SAMPLES))


def _arrays(fed: Any) -> Iterator[tuple[Any, ...]]:
    """Yields batches as NumPy has them, whoever makes them."""
    if isinstance(fed, keras.utils.PyDataset):
        return (fed[number] for number in range(fed.num_batches))
    return fed.as_numpy_iterator()


def _score(made: Trained, samples: Samples, counting: Counting) -> dict[str, Any]:
    """Returns losses and metrics as training has them at the end of a run."""
    fed = once(samples, made.project.training.batch_size)
    return made.model.evaluate(fed, callbacks=[counting], return_dict=True, verbose=0)

"""A run that is interrupted and goes on, beside one that never was."""

from pathlib import Path

import h5py
import numpy as np
from drawings import ACCURACY, CLASSES, add, training, with_data
from msgspec.structs import replace

from kgraph.document.project import Binding, Project, Stage, new_project
from kgraph.messages import Stop
from kgraph.runs import Run
from kgraph.training.steering.control import Control

PLATEAU = {
    "class_name": "ReduceLROnPlateau",
    "config": {"patience": 1, "min_delta": 0.2, "factor": 0.5},
}


def forgetful(**settings) -> Project:
    """A classifier of digits in which all is at work that a crash could lose.

    Dropout and shuffling need chance, Adam and averages of weights are the optimizer's,
    BatchNormalization is the model's, and a callback remembers epochs.
    """
    graph = new_project("net").main
    graph = add(graph, "Input", "image", shape=[8, 8])
    graph = add(graph, "Flatten", "flat", "image")
    graph = add(graph, "Dense", "hidden", "flat", units=16, activation="relu")
    graph = add(graph, "BatchNormalization", "normal", "hidden")
    graph = add(graph, "Dropout", "drop", "normal", rate=0.3)
    graph = add(graph, "Dense", "scores", "drop", units=10, activation="softmax")
    graph = add(graph, "Output", "digit", "scores", loss=CLASSES, metrics=[ACCURACY])
    project = with_data(
        graph,
        "digits",
        image=Binding(("image",), scaling="minmax"),
        digit=Binding(("digit",)),
    )
    settings = {
        "epochs": 4,
        "batch_size": 64,
        "callbacks": (PLATEAU,),
        "optimizer": {"class_name": "Adam", "config": {"use_ema": True}},
        **settings,
    }
    return training(project, **settings)


def in_two_stages() -> Project:
    """The same, trained from its head and then as a whole."""
    project = forgetful()
    (head,) = [x.id for x in project.main.layers.values() if x.name == "scores"]
    stages = (
        Stage(name="head", trains="only", layers=(head,), epochs=2),
        Stage(name="all", trains="all", learning_rate=1e-4, epochs=2),
    )
    return training(project, stages=stages)


def stopping_early() -> Project:
    """In two stages too, of which a callback ends the first after its second epoch."""
    impatient = {"monitor": "val_loss", "min_delta": 9.0, "restore_best_weights": True}
    callback = {"class_name": "EarlyStopping", "config": {"patience": 1, **impatient}}
    project = in_two_stages()
    head, whole = project.training.stages
    head = replace(head, epochs=3, callbacks=(callback,))
    return training(project, stages=(head, replace(whole, epochs=1)))


class DieAfter(Control):
    """Ends a run by an error after so many batches, of which no checkpoint is."""

    def __init__(self, batches: int) -> None:
        super().__init__()
        self._left = batches

    def hear(self) -> None:
        self._left -= 1
        if self._left == 0:
            raise RuntimeError("died")


class StopAfter(Control):
    """Stops a run after so many batches, those of validation counted too."""

    def __init__(self, batches: int) -> None:
        super().__init__()
        self._left = batches

    def hear(self) -> None:
        self._left -= 1
        if self._left == 0:
            self.take(Stop())


def arrays(path: Path) -> dict[str, np.ndarray]:
    """Returns what is in a file of weights by its path there."""
    found: dict[str, np.ndarray] = {}

    def visit(name: str, item: object) -> None:
        if isinstance(item, h5py.Dataset):
            found[name] = item[()]

    with h5py.File(path) as file:
        file.visititems(visit)
    return found


def are_equal(a: Run, b: Run) -> bool:
    """Whether two runs came to the same weights, bit by bit."""
    ours, theirs = arrays(a.last_weights), arrays(b.last_weights)
    return ours.keys() == theirs.keys() and all(
        np.array_equal(ours[name], theirs[name]) for name in ours
    )

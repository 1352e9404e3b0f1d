"""What is asked of a run reaches it, from another thread or through its folder."""

import threading
import time

import numpy as np
import pytest
from drawings import digits, training
from interrupted import arrays

from kgraph.messages import (
    AddEpochs,
    Marked,
    Pause,
    Resume,
    SetLearningRate,
    Stop,
    Warned,
)
from kgraph.runs.folder.commands import NAME, ask
from kgraph.training import fit
from kgraph.training.steering.control import Control, Ear


class Asked(Control):
    """Is asked for things after so many batches.

    Args:
        later: What another thread asks for a moment after a pause.
    """

    def __init__(self, *requests, later=None) -> None:
        super().__init__()
        self._requests = dict(requests)
        self._later = later
        self._heard = 0

    def hear(self) -> None:
        self._heard += 1
        if request := self._requests.get(self._heard):
            self.take(request)
        if self.is_paused and self._later:
            threading.Timer(0.5, self.take, [self._later]).start()


def run(store, project, control):
    events = []
    kept = fit(project, store=store, report=events.append, control=control)
    return kept, [e for e in events if isinstance(e, Marked | Warned)]


def kinds(events) -> list[str]:
    later = [e for e in events if e.step]
    return [e.kind for e in later if e.kind not in ("best", "checkpoint")]


def test_a_pause_lasts_until_it_is_resumed_and_is_no_time_of_the_run(store):
    control = Asked((5, Pause()), later=Resume())
    kept, events = run(store, training(digits(), epochs=1), control)
    assert kinds(events) == ["pause", "resume"]
    assert kept.state == "finished"
    assert kept.epochs[0].seconds < kept.ended - kept.started - 0.4


def test_a_paused_run_can_be_stopped(store):
    control = Asked((5, Pause()), later=Stop())
    kept, events = run(store, training(digits(), epochs=9), control)
    assert kinds(events) == ["pause"]
    assert kept.state == "stopped"
    assert kept.epochs[0].step == 5


def test_epochs_that_a_paused_run_is_given_are_told_at_once(store):
    class Patient(Asked):
        def wait(self, seconds):
            self.take(AddEpochs(1))
            self.take(Resume() if self.more_epochs > 1 else Pause())
            return super().wait(seconds)

    _, events = run(store, training(digits(), epochs=1), Patient((5, Pause())))
    assert kinds(events) == ["pause", "epochs", "resume", "epochs"]


def test_another_learning_rate_holds_from_the_next_batch_on(store):
    control = Asked((10, SetLearningRate(0.25)))
    kept, events = run(store, training(digits(), epochs=1), control)
    rates = [(e.step, e.value) for e in events if e.kind == "rate"]
    assert rates == [(0, pytest.approx(0.001)), (10, 0.25)]
    assert kept.epochs[0].logs["learning_rate"] == 0.25


def test_a_schedule_keeps_the_rate_and_says_so(store):
    rate = {
        "class_name": "ExponentialDecay",
        "config": {
            "initial_learning_rate": 0.01,
            "decay_steps": 10,
            "decay_rate": 0.9,
        },
    }
    optimizer = {"class_name": "SGD", "config": {"learning_rate": rate}}
    project = training(digits(), epochs=1, optimizer=optimizer)
    kept, events = run(store, project, Asked((3, SetLearningRate(1.0))))
    warning = next(e for e in events if isinstance(e, Warned))
    assert "follows a schedule" in warning.sentence
    assert kept.epochs[0].logs["learning_rate"] == pytest.approx(0.01 * 0.9**2)


def test_epochs_can_be_added_while_a_run_goes_on(store):
    control = Asked((3, AddEpochs(2)))
    kept, events = run(store, training(digits(), epochs=1), control)
    added = [(e.step, e.text, e.value) for e in events if e.kind == "epochs"]
    assert added == [(3, "2 epochs more", 2)]
    assert [e.epoch for e in kept.epochs] == [0, 1, 2]
    assert kept.state == "finished"


def test_the_best_weights_can_be_the_last(store):
    worse = {"class_name": "SGD", "config": {"learning_rate": 0.5, "momentum": 0.95}}
    control = Asked((70, Stop(restores_best=True)))
    kept, _ = run(store, training(digits(), epochs=9, optimizer=worse), control)
    last, best = (layers_of(p) for p in (kept.last_weights, kept.best_weights))
    assert all(np.array_equal(last[name], best[name]) for name in best)


def layers_of(path) -> dict[str, np.ndarray]:
    found = arrays(path)
    return {name: found[name] for name in found if name.startswith("layers/")}


def test_a_request_in_the_folder_is_heard(tmp_path):
    control = Control()
    ask(tmp_path, Stop())  # before it listens: that was for another
    with Ear(control, tmp_path):
        ask(tmp_path, Pause())
        wait_for(lambda: control.is_paused)
        with (tmp_path / NAME).open("ab") as file:
            file.write(b"no request\n{}\n")
        ask(tmp_path, SetLearningRate(0.5))
        wait_for(lambda: control._rates)
    assert control.learning_rate() == 0.5
    assert control.learning_rate() is None
    assert not control.should_stop


def test_no_garbage_in_the_folder_makes_a_run_deaf(tmp_path):
    control = Control()
    with Ear(control, tmp_path):
        ask(tmp_path, AddEpochs(2))
        with (tmp_path / NAME).open("ab") as file:
            file.write(b'{"type":' * 10**5 + b"\n\xff\xfe\n")
        ask(tmp_path, AddEpochs(3))
        wait_for(lambda: control.more_epochs == 5)
        (tmp_path / NAME).unlink()
        ask(tmp_path, AddEpochs(1))
        wait_for(lambda: control.more_epochs == 6)


def wait_for(condition) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)

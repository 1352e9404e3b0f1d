"""Trains on the backend that KERAS_BACKEND says; what came of it goes to stdout.

Usage: working.py going-on|sharing|killed FOLDER
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from drawings import digits, training
from interrupted import StopAfter, are_equal, arrays, forgetful

from kgraph.engine import environment
from kgraph.runs import RunStore
from kgraph.training import fit, go_on


def silent(event: object) -> None:
    pass


def going_on(store: RunStore) -> dict[str, object]:
    """Whether runs that were stopped end as one that was not."""
    whole = fit(forgetful(), store=store, report=silent)
    found = {}
    for batches in (7, 23, 63):  # in an epoch, in a validation, later
        run = fit(forgetful(), store=store, report=silent, control=StopAfter(batches))
        run = go_on(run.id, store=store, report=silent)
        same_logs = [e.logs for e in run.epochs] == [e.logs for e in whole.epochs]
        found[str(batches)] = are_equal(run, whole) and same_logs
    return found


def sharing(store: RunStore) -> dict[str, object]:
    """How far training on two devices is from training on one."""
    import keras
    import numpy as np

    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        cpu = tf.config.list_physical_devices("CPU")[0]
        two = [tf.config.LogicalDeviceConfiguration()] * 2
        tf.config.set_logical_device_configuration(cpu, two)
    project = training(digits(), epochs=2, batch_size=48)
    shared = fit(training(project, device="all"), store=store, report=silent)
    single = fit(project, store=store, report=silent)
    ours, theirs = arrays(shared.last_weights), arrays(single.last_weights)
    names = [name for name in ours if name.startswith("layers/")]
    far = max(float(np.abs(ours[n] - theirs[n]).max()) for n in names)
    return {"difference": far, "steps": shared.epochs[-1].step}


def killed(store: RunStore) -> dict[str, object]:
    """Whether the run that a test has killed ends as one that was not."""
    project = forgetful(epochs=40, checkpoint_minutes=0.001)
    whole = fit(project, store=store, report=silent)
    run = go_on("0001", store=store, report=silent)
    same_logs = [e.logs for e in run.epochs] == [e.logs for e in whole.epochs]
    return {"is equal": are_equal(run, whole) and same_logs}


if __name__ == "__main__":
    environment.prepare()
    parts = {"going-on": going_on, "sharing": sharing, "killed": killed}
    result = parts[sys.argv[1]](RunStore(Path(sys.argv[2])))
    print(json.dumps(result))

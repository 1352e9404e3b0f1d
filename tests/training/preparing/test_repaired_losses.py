"""What a loss is repaired to can be trained: one batch, and a number comes out."""

import math

import keras
import numpy as np
import pytest
from mistakes import DATA, LOSSES, known

from kgraph.document.repairs import Case, judge, propose
from kgraph.modeling import build, infer, prove
from kgraph.training.preparing.compile import compile_model

MISTAKES = {**LOSSES, **DATA}


def trained(project, model) -> float:
    """Fits one batch of what the loss takes, and returns the loss."""
    compile_model(model, project)
    samples, units = 8, model.output.shape[-1]
    inputs = np.random.default_rng(0).random((samples, *model.input.shape[1:]))
    output = next(x for x in project.main.layers.values() if x.type == "Output")
    loss = output.config["loss"]["class_name"]
    classes = np.arange(samples) % max(2, units)
    targets = {
        "SparseCategoricalCrossentropy": classes,
        "CategoricalCrossentropy": np.eye(units)[classes % units],
        "BinaryCrossentropy": np.ones((samples, units)) * (classes % 2)[:, None],
    }.get(loss, np.zeros((samples, units)))
    history = model.fit(inputs, targets, batch_size=samples, epochs=1, verbose=0)
    return history.history["loss"][0]


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_one_batch_is_learned(mistake):
    project, description = mistake.project, mistake.description
    analysis = known(project, infer(project), description)
    problem = next(p for p in analysis.problems if p.rule == mistake.rule)
    case = Case(project, problem, analysis, description)
    count = 0
    for repair in propose(case):
        repaired = repair.edit(project)
        proof = prove(repaired)
        after = known(repaired, proof.analysis, description)
        if judge(case, after, proof.is_built) == "sound":
            keras.utils.set_random_seed(0)
            value = trained(repaired, build(repaired))
            assert math.isfinite(value), repair.title
            count += 1
    assert count

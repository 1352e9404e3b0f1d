"""Compares the samples of files that a program loads with what kgraph.data.load gives."""

import numpy as np
from run_programs import run
from tidy import complaints, reformatting

from kgraph.codegen import generate
from kgraph.data import load


def assert_same_samples(project, folder):
    program = generate(project, folder=folder).text
    assert reformatting(program) == ""
    assert complaints(program) == ""
    loaded = run(program, folder)["load_data"]()
    dataset = load(project, folder)
    parts = [p for p in (dataset.train, dataset.validation, dataset.test) if len(p)]
    for part, batches in zip(
        parts, loaded if len(parts) > 1 else [loaded], strict=True
    ):
        sides = list(zip(*batches.unbatch().as_numpy_iterator(), strict=True))
        assert len(sides) == (3 if part.weights else 2)
        pairs = zip((part.inputs, part.targets), sides[:2], strict=True)
        for expected, received in pairs:
            is_dict = isinstance(received[0], dict)
            for name, theirs in expected.items():
                ours = np.stack([x[name] if is_dict else x for x in received])
                _assert_same(theirs[:], ours)


def _assert_same(theirs, ours):
    """Compares samples; those to train on come in the order of a shuffle."""
    if theirs.dtype == object:
        assert sorted(ours.tolist()) == sorted(text.encode() for text in theirs)
        return
    assert ours.dtype == theirs.dtype
    order = [np.lexsort(x.reshape(len(x), -1).T) for x in (theirs, ours)]
    np.testing.assert_allclose(ours[order[1]], theirs[order[0]], atol=1e-5)

"""Compares what a program's `load_data()` returns with what `kgraph.data.load` gives."""

from pathlib import Path

import numpy as np
from run_programs import run
from tidy import complaints, reformatting

from kgraph import data
from kgraph.codegen import generate
from kgraph.data import Samples
from kgraph.document.project import Project


def assert_same_arrays(
    project: Project, folder: Path | None = None, *, rtol: float = 0
) -> None:
    """Compares each part, array by array; a part has weights on both roads or none."""
    program = generate(project, folder=folder).text
    assert reformatting(program) == ""
    assert complaints(program) == ""
    module = run(program, folder)
    dataset = data.load(project, folder)
    parts = [p for p in (dataset.train, dataset.validation, dataset.test) if len(p)]
    loaded = module["load_data"]()
    for part, given in zip(parts, loaded if len(parts) > 1 else [loaded], strict=True):
        sides = [part.inputs, part.targets]
        if len(given) == 3 or part.weights:
            sides.append(_weights(part))
        for expected, received in zip(sides, given, strict=True):
            arrays = received if isinstance(received, dict) else {"": received}
            for theirs, ours in zip(expected.values(), arrays.values(), strict=True):
                assert ours.shape == theirs.shape
                assert ours.dtype == theirs.dtype
                if theirs.dtype == object or not rtol:
                    np.testing.assert_array_equal(ours, theirs)
                else:
                    np.testing.assert_allclose(ours, theirs, rtol=rtol)


def _weights(samples: Samples) -> dict[str, np.ndarray]:
    alike = np.ones(len(samples), "float32")
    return {name: samples.weights.get(name, alike) for name in samples.targets}

"""A run in half precision is exported with the state of its optimizer."""

import h5py
import numpy as np
import pytest
from drawings import digits, training

from kgraph.document import files
from kgraph.export.model import prepare
from kgraph.runs import RunStore
from kgraph.training import fit


@pytest.mark.slow
def test_the_optimizer_goes_on_where_the_run_ended(tmp_path):
    project = training(digits(), epochs=1, batch_size=256, precision="mixed_float16")
    path = tmp_path / "half.kgraph"
    files.save(project, path)
    run = fit(project, store=RunStore.beside(path), report=lambda _: None)
    optimizer = prepare(project, run, tmp_path).model.optimizer
    assert type(optimizer).__name__ == "Adam"
    with h5py.File(run.best_weights) as file:
        kept = file["optimizer/inner_optimizer/vars"]
        assert len(kept) == len(optimizer.variables)
        for number, variable in enumerate(optimizer.variables):
            np.testing.assert_array_equal(variable.numpy(), kept[str(number)][()])
    assert int(optimizer.iterations.numpy()) == 5

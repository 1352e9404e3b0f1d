"""JAX and PyTorch learn from files, too: TensorFlow reads them, and leaves the GPU be."""

import os
import subprocess
import sys
from importlib.util import find_spec

import pytest
from sample_files import image_folder

PROGRAM = """
import sys
import keras
from pathlib import Path
from drawings import CLASSES, add, training, with_data
from msgspec.structs import replace
from kgraph.document.project import Binding, DataSource, new_project
from kgraph.runs import RunStore
from kgraph.training import fit

graph = add(new_project().main, "Input", "x", shape=[8, 8, 3])
graph = add(graph, "Flatten", "flatten", "x")
graph = add(graph, "Dense", "dense", "flatten", units=2, activation="softmax")
graph = add(graph, "Output", "y", "dense", loss=CLASSES)
bindings = {"x": Binding(("image",), scaling="minmax"), "y": Binding(("label",))}
project = with_data(graph, "digits", **bindings)
data = replace(project.data, source=DataSource("images", "pets"))
adam = {"class_name": "Adam", "config": {"learning_rate": 0.02}}
project = replace(project, data=data)
project = training(project, epochs=10, batch_size=4, optimizer=adam)
run = fit(project, store=RunStore(Path("net.runs")), report=lambda event: None)
import tensorflow as tf
print(keras.backend.backend(), tf.config.get_visible_devices("GPU"))
print(run.scores["loss"])
"""


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["tensorflow", "jax", "torch"])
def test_every_backend_learns_from_files(tmp_path, backend):
    if find_spec(backend) is None:
        pytest.skip(f"{backend} is not installed")
    image_folder(tmp_path / "pets", count=20)
    paths = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=tmp_path,
        env=os.environ | {"KERAS_BACKEND": backend, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    devices, loss = done.stdout.split("\n")[:2]
    assert devices == f"{backend} []" or backend == "tensorflow"
    assert float(loss) < 0.5  # chance is 0.69

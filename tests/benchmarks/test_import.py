"""How long it takes to open foreign models, beside what Keras needs by itself.

The first two run in clean processes: their difference is what kgraph adds to
`import keras`.
"""

import subprocess

import pytest

from kgraph.importing.source import read
from kgraph.modeling import build

_KERAS = "import keras"
_RESNET50 = (
    "from kgraph.importing.source import read; from kgraph.modeling import build; "
    "build(read('applications:ResNet50').project)"
)


def run(python: str, code: str) -> None:
    subprocess.run([python, "-P", "-c", code], check=True, capture_output=True)


def test_keras_alone(benchmark, python):
    benchmark.pedantic(run, args=(python, _KERAS), rounds=5, warmup_rounds=1)


def test_keras_and_resnet50_imported_and_built(benchmark, python):
    """Wanted: under 2 s more than Keras alone."""
    benchmark.pedantic(run, args=(python, _RESNET50), rounds=5, warmup_rounds=1)


@pytest.mark.parametrize("name", ["ResNet50", "NASNetLarge"])
def test_an_application(benchmark, name):
    reading = benchmark.pedantic(read, args=(f"applications:{name}",), rounds=3)
    assert reading.project.main.nodes


@pytest.mark.parametrize("suffix", [".keras", ".h5"])
def test_a_file_with_the_weights_of_resnet50(benchmark, tmp_path, suffix):
    path = tmp_path / f"resnet50{suffix}"
    build(read("applications:ResNet50").project).save(path)
    reading = benchmark.pedantic(read, args=(path,), rounds=3)
    assert len(reading.weights) > 100

"""`kgraph import`: what is written, what is said, and what is never overwritten."""

import json
import os

import keras
import numpy as np
import pytest

from kgraph.document import files
from kgraph.runs.trust import is_trusted


@pytest.fixture
def model(tmp_path):
    x = keras.Input((4,), name="x")
    made = keras.Model(x, keras.layers.Dense(1, name="d")(x), name="net")
    made.compile("sgd", loss="mse")
    made.save(tmp_path / "net.keras")
    return made


def test_a_model_becomes_a_document_that_is_not_overwritten(kgraph, model, tmp_path):
    result = kgraph("import", "net.keras", "-o", "net.kgraph")
    assert result.returncode == 0, result.stderr
    assert result.stdout == (
        "Wrote net.kgraph.\nnote: 2 layers; the weights of 1 come along.\n"
    )
    assert result.stderr == ""
    assert files.load(tmp_path / "net.kgraph").weights == "net.weights.npz"

    before = (tmp_path / "net.kgraph").read_bytes()
    again = kgraph("import", "none.keras", "-o", "net.kgraph")
    assert again.returncode == 1
    assert "--force" in again.stderr
    assert (tmp_path / "net.kgraph").read_bytes() == before


def test_programs_read_json(kgraph, model, tmp_path):
    (tmp_path / "net.kgraph").write_text("{}")
    result = kgraph("import", "net.keras", "-o", "net.kgraph", "--json", "--force")
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["source"] == "net.keras"
    assert told["project"]["weights"] == "net.weights.npz"
    assert told["report"]["findings"][0]["text"].startswith("2 layers")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("none.keras", "There is no file 'none.keras'"),
        ("ResNet50", "`applications:ResNet50`"),
        ("applications:ResNet51", "Did you mean"),
        ("program.py", "--trust"),
    ],
)
def test_what_cannot_be_imported_is_one_sentence(kgraph, tmp_path, source, words):
    (tmp_path / "program.py").write_text("open('was_run', 'w')")
    result = kgraph("import", source, "-o", "net.kgraph")
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.startswith("kgraph: ")
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["program.py"]


@pytest.mark.slow
def test_a_program_is_run_when_the_person_says_so(kgraph, tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "import keras\nprint('building')\n"
        "model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])"
    )
    result = kgraph("import", "program.py", "-o", "net.kgraph", "--trust")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("Wrote net.kgraph.\n")
    assert "building" not in result.stdout
    assert is_trusted(program)
    assert kgraph("import", "program.py", "-o", "b.kgraph").returncode == 0


@pytest.mark.slow
def test_offline_there_is_a_sentence_for_imagenet(kgraph, tmp_path):
    environment = {
        **os.environ,
        "https_proxy": "http://127.0.0.1:9",
        "KERAS_HOME": str(tmp_path / "keras"),
    }
    result = kgraph(
        *("import", "applications:MobileNet", "-o", "net.kgraph"),
        *("--weights", "imagenet"),
        env=environment,
    )
    assert result.returncode == 1
    assert result.stdout == ""
    assert "The weights of MobileNet cannot be had" in result.stderr


@pytest.fixture
def residual(tmp_path):
    """Residual blocks with and without a convolution in their shortcut."""
    random = np.random.default_rng(0)
    x = inputs = keras.Input((16, 16, 4), name="image")
    for number, (width, has_shortcut) in enumerate([(4, 0), (4, 0), (8, 1), (8, 0)]):
        y = keras.layers.Conv2D(width, 3, padding="same", name=f"b{number}_conv")(x)
        y = keras.layers.BatchNormalization(name=f"b{number}_norm")(y)
        y = keras.layers.ReLU(name=f"b{number}_relu")(y)
        if has_shortcut:
            x = keras.layers.Conv2D(width, 1, name=f"b{number}_shortcut")(x)
        x = keras.layers.Add(name=f"b{number}_add")([x, y])
    x = keras.layers.GlobalAveragePooling2D(name="pool")(x)
    made = keras.Model(inputs, keras.layers.Dense(3, name="top")(x), name="net")
    made.set_weights([random.uniform(0.1, 1, w.shape) for w in made.get_weights()])
    made.save(tmp_path / "net.keras")
    return made


@pytest.mark.slow
def test_blocks_become_submodels_that_keep_their_weights(kgraph, residual, tmp_path):
    arguments = ("import", "net.keras", "-o", "net.kgraph", "--force")
    told = kgraph(*arguments)
    assert told.returncode == 0, told.stderr
    assert told.stdout.endswith(
        "note: 4 blocks of 3 kinds repeat; `--blocks frames|submodels` draws them.\n"
    )
    assert len(files.load(tmp_path / "net.kgraph").graphs) == 1

    made = kgraph(*arguments, "--blocks", "submodels")
    assert made.returncode == 0, made.stderr
    assert made.stdout.endswith("note: 4 blocks of 3 kinds, drawn as submodels.\n")
    project = files.load(tmp_path / "net.kgraph")
    assert len(project.graphs) == 4
    assert len([x for x in project.main.layers.values() if x.submodel]) == 4

    again = kgraph("export", "net.kgraph", "-o", "again.keras")
    assert again.returncode == 0, again.stderr
    exported = keras.saving.load_model(tmp_path / "again.keras")
    image = np.random.default_rng(1).normal(size=(5, 16, 16, 4)).astype("float32")
    assert np.allclose(exported(image), residual(image), rtol=1e-5, atol=1e-5)


def test_blocks_are_framed(kgraph, residual, tmp_path):
    result = kgraph("import", "net.keras", "-o", "n.kgraph", "--blocks", "frames")
    assert result.returncode == 0, result.stderr
    frames = files.load(tmp_path / "n.kgraph").main.frames.values()
    assert [frame.title for frame in frames] == ["b0", "b1", "b2", "b3"]


@pytest.mark.slow
def test_a_program_is_trusted_however_its_suffix_is_written(kgraph, tmp_path):
    program = "import keras\nx = keras.Input((2,))\nmodel = keras.Model(x, x)\n"
    (tmp_path / "NET.PY").write_text(program)
    done = kgraph("import", "NET.PY", "--trust", "-o", "net.kgraph")
    assert done.returncode == 0, done.stderr

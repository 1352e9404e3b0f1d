"""Programs that build a model: the good, and those that go on, fail, print and fork."""

import os
import sys
import time
from pathlib import Path

import keras
import pytest

from kgraph.importing.errors import ImportRefusedError
from kgraph.importing.making.program import built

GOOD = """
import sys
import helpers_beside as beside
import keras

def build_model(units=3):
    x = keras.Input((2,), name="x")
    return keras.Model(x, keras.layers.Dense(units, name="d")(x), name="net")

print("built", sys.stdin.read(), file=sys.stderr)
if __name__ == "__main__":
    raise SystemExit("trained")
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "build net.py"
    path.write_text(text)
    return path


def refusal(path: Path, limit: float = 60.0) -> str:
    with (
        pytest.raises(ImportRefusedError) as error,
        built(path, path.read_bytes(), limit),
    ):
        pass
    return str(error.value)


@pytest.mark.slow
def test_a_program_is_run_in_its_folder_and_its_model_comes_out(tmp_path):
    (tmp_path / "helpers_beside.py").write_text("")
    (tmp_path / "jax").mkdir()  # Keras takes an empty folder for the real one
    path = write(tmp_path, GOOD)
    with built(path, path.read_bytes()) as file:
        model = keras.models.load_model(file)
        assert model.name == "net"
        assert model.count_params() == 9
    assert not file.exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "build net.py",
        "helpers_beside.py",
        "jax",
    ]


@pytest.mark.slow
def test_what_is_run_is_what_was_agreed_to_not_what_lies_there_now(tmp_path):
    path = write(tmp_path, "raise RuntimeError('changed')")
    agreed = b"import keras\nmodel = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)], name='old')"
    with built(path, agreed) as file:
        assert keras.models.load_model(file).name == "old"


@pytest.mark.slow
def test_a_program_that_goes_on_for_ever_is_ended_with_its_children(tmp_path):
    path = write(
        tmp_path,
        "import os, pathlib, time\n"
        "if os.fork() == 0:\n"
        "    pathlib.Path('child').write_text(str(os.getpid()))\n"
        "while True:\n"
        "    print('on and on' * 100, flush=True)\n",
    )
    began = time.monotonic()
    message = refusal(path, 20.0)
    assert time.monotonic() - began < 30
    assert "within 20 seconds" in message
    assert len(message) < 5000
    child = int((tmp_path / "child").read_text())
    assert not is_alive(child)


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.slow
def test_a_program_that_forks_answers_once(tmp_path):
    path = write(
        tmp_path,
        "import os, keras\nos.fork()\nmodel = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])",
    )
    with built(path, path.read_bytes()) as file:
        assert len(keras.models.load_model(file).inputs) == 1


@pytest.mark.slow
def test_a_program_that_ends_the_process_is_told_of(tmp_path):
    path = write(tmp_path, "import os\nprint('bye', flush=True)\nos._exit(0)")
    message = refusal(path)
    assert "ended its process" in message
    assert message.endswith("bye")


def test_a_limit_holds_also_before_keras_is_there(tmp_path):
    assert "within 0.1 seconds" in refusal(write(tmp_path, "model = 1"), 0.1)


@pytest.fixture
def run_here(tmp_path, monkeypatch):
    """Runs a program in this process: what it does to `sys` is undone."""
    from kgraph.importing.making import building

    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "argv", list(sys.argv))
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    monkeypatch.setattr(sys, "dont_write_bytecode", sys.dont_write_bytecode)

    def run(text: str) -> dict:
        import json

        (tmp_path / "program.py").write_text(f"import keras\n{text}")
        building.main(os.fspath(tmp_path / "net.py"), os.fspath(tmp_path))
        answer = json.loads((tmp_path / "answer.json").read_text())
        assert "error" in answer or (tmp_path / "model.keras").exists()
        return answer

    return run


NET = "keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)], name='net')"


@pytest.mark.parametrize(
    "text",
    [
        f"model = {NET}\nother = keras.Sequential(name='other')",
        f"def get_model(units=1, *args, **kwargs):\n    return {NET}",
        f"def create_model():\n    return {NET}\nother = keras.Sequential()",
        f"backbone = same = {NET}",
        f"class Net(keras.Model):\n    pass\nn = {NET}\n"
        "model = Net(n.inputs, n.outputs, name='net')",
    ],
)
def test_the_model_is_found(run_here, text):
    assert run_here(text) == {"model": "net"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = 1", "no model, and no function"),
        (
            "def train(data, epochs): ...\ndef build_model(n): ...",
            "train(data, epochs)",
        ),
        (f"a = {NET}\nb = {NET}", "several models, a, b"),
        ("model = keras.Sequential([keras.layers.Dense(1)])", "has no Input"),
        ("class Net(keras.Model): ...\nmodel = Net()", "a class of its own, Net"),
        ("1 / 0", "failed in line 2: ZeroDivisionError"),
        ("def build_model():\n    return x", "failed in line 3: NameError"),
        ("model = (", "failed in line 2: SyntaxError"),
        ("input()", "failed in line 2"),
        ("raise SystemExit", "ended itself in line 2"),
        ("raise KeyboardInterrupt", "failed in line 2: KeyboardInterrupt"),
        ("import none_such", "No module named 'none_such'"),
        (f"def f(): ...\nmodel = {NET}\nmodel.get_config = f", "cannot write"),
    ],
)
def test_what_is_wrong_is_said(run_here, text, words):
    assert words in run_here(text)["error"]


def test_what_stands_under_the_guard_stays_asleep(run_here):
    text = f"model = {NET}\nif __name__ == '__main__':\n    raise RuntimeError"
    assert run_here(text) == {"model": "net"}

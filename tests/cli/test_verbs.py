"""What a person reads who types a verb: results on stdout, one sentence on stderr."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from kgraph import cli, templates
from kgraph.cli import tables
from kgraph.document import edits, files
from kgraph.document.graph import Port, Source
from kgraph.document.project import MAIN, new_project
from kgraph.runs import Run, RunStore


@pytest.fixture
def digits(tmp_path):
    path = tmp_path / "digits.kgraph"
    files.save(templates.load("digits"), path)
    return path


@pytest.fixture
def mistaken(tmp_path):
    """A Conv2D on a vector, with a branch beside it that is sound."""
    project = new_project("mistaken")
    graph, image = edits.add(project.main, "Input", config={"shape": [4]})
    graph, conv = edits.add(graph, "Conv2D", config={"filters": 2, "kernel_size": 3})
    graph, dense = edits.add(graph, "Dense", config={"units": 5})
    graph, sound = edits.add(graph, "Output")
    graph, broken = edits.add(graph, "Output")
    for source, target in (
        (image, conv),
        (image, dense),
        (dense, sound),
        (conv, broken),
    ):
        graph = edits.connect(graph, Source(source), Port(target, "inputs"))
    path = tmp_path / "mistaken.kgraph"
    files.save(type(project)(graphs={MAIN: graph}), path)
    return path


def is_one_sentence(text):
    return text.startswith("kgraph: ") and "Traceback" not in text


@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_verb_has_help(kgraph, verb):
    result = kgraph(verb, "--help")
    assert result.returncode == 0
    assert verb in result.stdout


def test_the_verbs_are_the_parsers_verbs():
    from kgraph.cli.verbs import app

    names = {c.name or c.callback.__name__ for c in app.registered_commands}
    names |= {group.typer_instance.info.name for group in app.registered_groups}
    assert names == set(cli.VERBS)


def test_new_writes_a_template(kgraph, tmp_path):
    result = kgraph("new", "wine", "-o", "mine.kgraph")
    assert result.returncode == 0, result.stderr
    assert files.load(tmp_path / "mine.kgraph") == templates.load("wine")


def test_templates_lists_them_all(kgraph):
    result = kgraph("templates")
    assert all(t.name in result.stdout for t in templates.all_templates())


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "nowhere.kgraph"),
        ("code", "nowhere.kgraph"),
        ("train", "nowhere.kgraph"),
        ("runs", "nowhere.kgraph"),
        ("export", "nowhere.kgraph", "-o", "m.keras"),
        ("new", "no-such-template", "-o", "x.kgraph"),
    ],
)
def test_what_is_not_there_is_one_sentence(kgraph, arguments, tmp_path):
    result = kgraph(*arguments)
    assert result.returncode == 1
    assert is_one_sentence(result.stderr), result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_option_is_a_usage_error(kgraph, digits):
    result = kgraph("train", digits, "--epochs", "0")
    assert result.returncode == 2
    assert "epochs" in result.stderr
    assert "Traceback" not in result.stderr


def test_check_shows_shapes_and_counts_and_nothing_else(kgraph, digits):
    result = kgraph("check", digits)
    assert result.returncode == 0, result.stderr
    assert "(None, 8, 8, 1)" in result.stdout
    assert " parameters, " in result.stdout
    assert result.stderr == "", "TensorFlow's chatter reaches people"


def test_check_says_what_is_wrong_where_and_goes_on(kgraph, mistaken):
    result = kgraph("check", mistaken)
    assert result.returncode == 1
    assert "error: conv2d: " in result.stdout
    assert "(None, 5)" in result.stdout


def test_check_warns_of_weights_that_are_not_there(kgraph, digits):
    project = replace(files.load(digits), weights="lost.weights.npz")
    files.save(project, digits)
    result = kgraph("check", digits)
    assert result.returncode == 0, result.stderr
    assert "warning: The trained weights are not there" in result.stdout


def test_check_speaks_json(kgraph, mistaken):
    result = kgraph("check", mistaken, "--json")
    assert result.returncode == 1
    problems = json.loads(result.stdout)["problems"]
    assert any(p.get("node") == "n2" for p in problems)


def test_code_needs_no_keras(digits):
    program = (
        "import sys\n"
        "from kgraph.cli import main\n"
        "try:\n    main()\n"
        "finally:\n    print('keras' in sys.modules, file=sys.stderr)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, "code", str(digits)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.stdout.startswith('"""')
    assert result.stderr.strip() == "False"


def test_train_runs_and_export_are_one_story(kgraph, digits, tmp_path):
    trained = kgraph("train", digits, "--epochs", "2", "--json", "-o", "model.keras")
    assert trained.returncode == 0, trained.stderr
    events = [json.loads(line) for line in trained.stdout.splitlines()]
    assert events[0]["type"] == "TrainingBegan"
    assert events[-1]["type"] == "TrainingEnded"
    assert sum(e["type"] == "EpochEnded" for e in events) == 2
    assert (tmp_path / "model.keras").exists()

    run = events[0]["run"]
    listed = kgraph("runs", digits)
    assert run in listed.stdout
    assert "finished" in listed.stdout
    assert [r["id"] for r in json.loads(kgraph("runs", digits, "--json").stdout)] == [
        run
    ]

    exported = kgraph("export", digits, "--run", run, "-o", "again.keras")
    assert exported.returncode == 0, exported.stderr
    unknown = kgraph("export", digits, "--run", "9999", "-o", "none.keras")
    assert unknown.returncode == 1
    assert is_one_sentence(unknown.stderr)
    assert not (tmp_path / "none.keras").exists()


def test_training_without_data_is_one_sentence(kgraph, mistaken):
    result = kgraph("train", mistaken)
    assert result.returncode == 1
    assert is_one_sentence(result.stderr), result.stderr


def test_without_a_display_the_window_is_one_sentence(kgraph, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    result = kgraph()
    assert result.returncode == 1
    assert is_one_sentence(result.stderr), result.stderr


def test_names_are_printed_whatever_the_locale(kgraph, tmp_path):
    project = templates.load("wine")
    main = edits.rename(project.main, "l1", "größe")
    path = tmp_path / "wine.kgraph"
    files.save(replace(project, graphs={MAIN: main}), path)
    ascii = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    result = kgraph("code", path, env=ascii, encoding="utf-8")
    assert result.returncode == 0, result.stderr
    assert 'name="größe"' in result.stdout


def test_a_submodel_that_is_not_there_is_a_problem(kgraph, tmp_path):
    project = templates.load("wine")
    lost = replace(project.main.layers["l3"], type="graph:lost", config={})
    main = replace(project.main, layers={**project.main.layers, "l3": lost})
    path = tmp_path / "wine.kgraph"
    files.save(replace(project, graphs={MAIN: main}), path)
    result = kgraph("check", path)
    assert result.returncode == 1
    assert "error: dense: The graph of the submodel" in result.stdout
    assert result.stderr == ""


@pytest.mark.slow
def test_training_that_nobody_reads_stops_and_keeps_its_run(digits):
    command = [sys.executable, "-m", "kgraph", "train", digits, "--epochs", "500"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as training:
        assert training.stdout.readline().startswith("Run 0001")
        training.stdout.close()
        assert training.stderr.read() == ""
        assert training.wait(120) == 0
    assert RunStore.beside(digits).get("latest").state == "stopped"


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
def test_a_log_on_a_full_disk_ends_no_training(digits):
    command = [sys.executable, "-m", "kgraph", "train", digits, "--epochs", "1"]
    with open("/dev/full", "w") as log:
        subprocess.run([*command, "--json"], stdout=log, check=True, timeout=120)
    assert RunStore.beside(digits).get("latest").state == "finished"


def test_what_went_wrong_with_a_run_is_listed(capsys):
    run = Run("0001", "", "failed", 0.0, 1.0, 0, {}, {}, error="Too little memory.")
    tables.print_runs([run])
    assert "0001: Too little memory.\n" in capsys.readouterr().out


def test_a_narrow_terminal_loses_nothing(monkeypatch, capsys):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "dumb")  # no colours
    monkeypatch.setenv("COLUMNS", "20")
    tables.print_table(("a", "b"), [("interrupted", "interrupted")])
    shown = capsys.readouterr().out
    assert "…" not in shown
    assert sorted("".join(shown.split())) == sorted("ab" + "interrupted" * 2)

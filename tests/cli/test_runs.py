"""`kgraph runs`: all that the table of the window does, from the terminal."""

import json
import os
import subprocess
import sys
import urllib.request

import pytest
from msgspec.structs import replace

from kgraph import templates
from kgraph.cli.tensorboard import live_logs
from kgraph.cli.verbs import app
from kgraph.document import files
from kgraph.document.errors import KgraphError
from kgraph.runs import Epoch, RunError, RunStore

DIGITS = templates.load("digits")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "digits.kgraph"
    files.save(DIGITS, path)
    store = RunStore.beside(path)
    for rate, loss in ((0.01, 0.5), (0.1, 0.25)):
        optimizer = {"class_name": "Adam", "config": {"learning_rate": rate}}
        training = replace(DIGITS.training, optimizer=optimizer)
        project = replace(DIGITS, training=training)
        run = store.begin(project, seed=0, versions={"keras": "3"})
        store.record(run.id, [Epoch(0, 2, 0.5, {"loss": loss}, {"loss": [1.0, loss]})])
        store.end(run.id, "finished", scores={"loss": loss})
    return path


@pytest.fixture
def say(capsys):
    """Calls a verb in this process; returns what it wrote."""

    def call(*words):
        app(["runs", *map(str, words)], standalone_mode=False)
        return capsys.readouterr().out

    return call


def ids(text):
    return [run["id"] for run in json.loads(text)]


def test_list_is_what_runs_alone_means(kgraph, file):
    long, short = kgraph("runs", "list", file), kgraph("runs", file)
    assert long.returncode == short.returncode == 0, short.stderr
    assert long.stdout == short.stdout
    assert "0001" in short.stdout
    assert ids(kgraph("runs", "--json", file).stdout) == ["0001", "0002"]


def test_runs_are_found_by_words(say, file):
    assert ids(say("list", file, "--find", "learning_rate=0.1", "--json")) == ["0002"]
    assert "None of 2 runs" in say("list", file, "--find", "nothing like it")


def test_the_folder_of_runs_will_do_where_the_document_is_gone(say, file):
    folder = file.with_suffix(".runs")
    file.unlink()
    assert ids(say("list", folder, "--json")) == ["0001", "0002"]
    with pytest.raises(KgraphError, match="no file"):
        say("list", file)


def test_show_tells_one_run(say, file):
    text = say("show", file, "best")
    assert text.startswith("Run 0002, finished")
    assert "optimizer.learning_rate  0.1" in text
    assert "1 epoch in 0.5 s" in text
    assert "1 *" in text
    found = json.loads(say("show", file, "2", "--json"))
    assert found["epochs"] == [
        {"epoch": 1, "step": 2, "seconds": 0.5, "logs": {"loss": 0.25}}
    ]


def test_compare_tells_what_differs(say, file):
    text = say("compare", file, "1", "latest")
    assert "optimizer.learning_rate  0.01      0.1" in text
    assert "The model and its data are the same." in text
    found = json.loads(say("compare", file, "1", "2", "--json"))
    assert found["settings"] == [
        {"name": "optimizer.learning_rate", "old": 0.01, "new": 0.1}
    ]


def test_export_writes_curves_or_everything(say, file, tmp_path):
    told = json.loads(say("export", file, "1", "-o", tmp_path / "a.json", "--json"))
    assert told == {"run": "0001", "file": str(tmp_path / "a.json")}
    assert json.loads((tmp_path / "a.json").read_text())["epochs"][0]["batches"]
    say("export", file, "1", "-o", tmp_path / "a.csv", "--batches")
    assert (tmp_path / "a.csv").read_text() == "step,epoch,loss\n1,1,1.0\n2,1,0.5\n"
    with pytest.raises(RunError, match=r"\.csv"):
        say("export", file, "1", "-o", tmp_path / "a.txt")


def test_tags_and_notes(say, file):
    assert say("tag", file, "1", "wide", "small net") == "Run 0001: wide, small net.\n"
    assert say("tag", file, "1", "wide", "--remove") == "Run 0001: small net.\n"
    told = json.loads(say("note", file, "1", "Try again", "--json"))
    assert told == {"run": "0001", "remarks": "Try again"}
    assert "small net" in say("list", file)
    assert ids(say("list", file, "--find", "again", "--json")) == ["0001"]


def test_delete_wants_a_yes(kgraph, file):
    refused = kgraph("runs", "delete", file, "1", stdin=subprocess.DEVNULL)
    assert refused.returncode == 1
    assert refused.stderr.startswith("kgraph: Nothing was deleted: expected --yes")
    done = kgraph("runs", "delete", file, "1", "--yes", "--json")
    assert json.loads(done.stdout) == {"deleted": ["0001"]}
    assert [run.id for run in RunStore.beside(file).list()] == ["0002"]


def test_what_is_not_there_is_one_sentence(say, file):
    for words in (["show", "9"], ["compare", "1", "9"], ["delete", "9", "--yes"]):
        with pytest.raises(RunError, match="Received: '9'"):
            say(words[0], file, *words[1:])
    assert len(RunStore.beside(file).list()) == 2


def test_logs_for_tensorboard_alone(say, file):
    told = say("tensorboard", file, "2", "--only-logs")
    folder = file.with_suffix(".runs") / "0002" / "tensorboard"
    assert told == f"Wrote {folder}.\n"
    assert (folder / "train").is_dir()
    assert not (file.with_suffix(".runs") / "0001" / "tensorboard").exists()


def test_logs_that_keras_wrote_are_shown_too(say, file):
    store = RunStore.beside(file)
    live = store.folder / "0002" / "logs"
    (live / "train").mkdir(parents=True)
    (live / "train" / "events.out.tfevents.1.v2").touch()
    say("tensorboard", file, "--only-logs")
    assert live_logs(store.list()) == {"0002 logs": live}


@pytest.mark.slow
def test_tensorboard_shows_the_runs_and_ends_with_its_input(file):
    command = [sys.executable, "-m", "kgraph", "runs", "tensorboard", str(file)]
    options = ["--json", "--no-browser", "--with-input"]
    environment = {**os.environ, "no_proxy": "localhost"}
    with subprocess.Popen(
        [*command, *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        lines = [process.stdout.readline() for _ in range(3)]
        url = json.loads("".join(lines))["url"]
        assert url.startswith("http://localhost:")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{url}data/runs") as answer:
            shown = set(json.load(answer))
        process.stdin.close()
        assert process.wait(30) == 0
    assert {"0001/train", "0002/train", "0002/test"} <= shown

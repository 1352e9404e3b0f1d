"""`kgraph export`: what is written, what is said, and when it is a failure."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from drawings import digits

from kgraph.document import files
from kgraph.document.formats import FORMATS, missing


@pytest.fixture
def drawing(tmp_path) -> Path:
    path = tmp_path / "digits.kgraph"
    files.save(digits(), path)
    return path


def test_a_file_is_written_with_its_proof(kgraph, drawing, tmp_path):
    done = kgraph(
        "export", drawing, "--style", "sequential", "-o", "net.py", "--format", "python"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Wrote net.py.\nOpened again in a clean process")
    assert "outputs     equal on 8 random samples" in done.stdout
    assert "keras.Sequential" in Path(tmp_path, "net.py").read_text()


def test_a_figure_is_drawn_without_a_window(kgraph, drawing, tmp_path):
    done = kgraph("export", drawing, "--format", "svg", "-o", "net.svg")
    assert (done.returncode, done.stdout) == (0, "Wrote net.svg.\n"), done.stderr
    assert "8 × 8" in Path(tmp_path, "net.svg").read_text(encoding="utf-8")
    plain = ("--option", "shapes=no", "--format", "svg", "-o", "plain.svg")
    assert kgraph("export", drawing, *plain).returncode == 0
    assert "8 × 8" not in Path(tmp_path, "plain.svg").read_text(encoding="utf-8")


@pytest.mark.slow
def test_programs_get_the_report_as_json(kgraph, drawing):
    done = kgraph("export", drawing, "-o", "net.keras", "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert (answer["target"], answer["format"]) == ("net.keras", "keras")
    proof = answer["report"]["proof"]
    assert all(check["is_passed"] for check in proof["checks"])
    assert proof["difference"] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "paper"), "Expected one of the formats keras"),
        (("--style", "functional"), "Expected no option for the format keras"),
        (("--format", "python", "--option", "style=loud"), "Received: 'loud'"),
        (("--format", "python", "--option", "style"), "as NAME=VALUE"),
        (("--run", "latest"), "There is no run yet"),
        pytest.param(
            ("--format", "torch"),
            "pip install 'kgraph[torch]'",
            marks=pytest.mark.skipif(
                not missing(FORMATS["torch"]), reason="PyTorch is here"
            ),
        ),
    ],
)
def test_what_cannot_be_is_one_sentence_and_no_file(
    kgraph, drawing, tmp_path, arguments, said
):
    done = kgraph("export", drawing, "-o", "net", *arguments)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["digits.kgraph"]


def test_the_formats_are_listed(kgraph):
    done = kgraph("export", "--list")
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    assert [line[0] for line in lines] == ["format", *FORMATS]
    assert "style=functional|sequential|subclass" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="nobody is asked to end there")
def test_who_is_told_to_end_leaves_nothing_behind(drawing, tmp_path):
    command = [sys.executable, "-m", "kgraph", "export", str(drawing), "-o", "m.keras"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 120
        while not list(tmp_path.glob(".kgraph-*")) and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 130
    assert [path.name for path in tmp_path.iterdir()] == [drawing.name]

"""`kgraph evaluate` and `kgraph predict`: a run judged and asked in the terminal."""

import csv
import json
from pathlib import Path

import pytest
from judged_drawings import iris
from msgspec.structs import replace
from sklearn.datasets import load_iris

from kgraph.cli.counting import counting
from kgraph.cli.evaluating import evaluate, print_evaluation
from kgraph.cli.predicting import predict
from kgraph.document import files
from kgraph.document.evaluation import (
    ClassScore,
    Confusion,
    Evaluation,
    Mistake,
    OutputEvaluation,
    Regression,
)
from kgraph.messages import Evaluating, decode_event

HEADER = "sepal_length,sepal_width,petal_length,petal_width"


@pytest.fixture(scope="session")
def learned(tmp_path_factory) -> Path:
    from kgraph.runs import RunStore
    from kgraph.training import fit

    path = tmp_path_factory.mktemp("cli") / "iris.kgraph"
    files.save(iris(), path)
    fit(iris(), store=RunStore.beside(path), report=lambda _: None)
    return path


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Lets the verbs work in this process, which has Keras already."""
    monkeypatch.setattr("kgraph.cli.backend.prepare_keras", lambda: None)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_run_is_told_in_tables(learned, here, capsys):
    evaluate(learned, "latest", "validation")
    first, *lines = capsys.readouterr().out.splitlines()
    assert first.startswith("Run 0001 on 23 samples (validation)")
    assert "loss " in first
    rows = [line.split() for line in lines]
    headers = ["class", "precision", "recall", "F1", "support", "ROC", "area"]
    assert [*headers, "PR", "area"] in rows
    assert [row[0] for row in rows if row[:1] and row[0] in load_iris().target_names]
    assert ["is", "\\", "predicted", "setosa", "versicolor", "virginica"] in rows


def test_programs_get_json_of_another_file(learned, here, capsys):
    data = load_iris()
    rows = [
        ",".join([*map(str, lengths), data.target_names[target]])
        for lengths, target in list(zip(data.data, data.target, strict=True))[45:55]
    ]
    (here / "more.csv").write_text("\n".join([f"{HEADER},species", *rows]))
    evaluate(learned, "best", "more.csv", json=True)
    found = json.loads(capsys.readouterr().out)
    assert (found["run"], found["part"], found["samples"]) == ("0001", "more.csv", 10)
    support = [c["support"] for c in found["outputs"][0]["classes"]]
    assert support == [5, 5, 0]


def test_a_log_hears_now_and_then_how_far_it_got(capsys):
    seconds = iter((0.0, 1.0, 12.0, 13.0, 30.0))
    with counting(json=False, clock=lambda: next(seconds)) as told:
        for done in (0, 1200, 2000, 3600):
            told(done, 3600)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "Evaluated 1,200 of 3,600 samples.",
        "Evaluated 3,600 of 3,600 samples.",
    ]


def test_a_terminal_sees_a_bar(capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with counting(json=False) as told:
        told(0, 3600)
        told(3600, 3600)
    said = capsys.readouterr()
    assert said.out == ""
    assert "Evaluating" in said.err


def test_predictions_are_a_table(learned, here, capsys):
    (here / "two.csv").write_text(f"{HEADER}\n5.1,3.5,1.4,0.2\n6.3,3.3,6.0,2.5\n")
    predict(learned, [Path("two.csv")])
    header, *rows = capsys.readouterr().out.splitlines()
    assert header.split() == ["sample", "prediction", "or"]
    assert [row.split(",")[0] for row in rows] == ["two.csv", "two.csv"]
    predict(learned, [Path("two.csv")], json=True)
    assert [p["name"] for p in json.loads(capsys.readouterr().out)] == [
        "two.csv, row 1",
        "two.csv, row 2",
    ]


def test_predictions_are_a_file_with_every_likelihood(learned, here, capsys):
    (here / "one.csv").write_text(f"{HEADER}\n5.1,3.5,1.4,0.2\n")
    predict(learned, [Path("one.csv")], output=Path("said.csv"))
    assert capsys.readouterr().out == "Wrote said.csv.\n"
    with (here / "said.csv").open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["sample"] == "one.csv"
    names = [str(name) for name in load_iris().target_names]
    likelihoods = [float(row[f"species {name}"]) for name in names]
    assert sum(likelihoods) == pytest.approx(1, abs=1e-5)
    assert row["species"] == names[likelihoods.index(max(likelihoods))]
    assert sorted(path.name for path in here.iterdir()) == ["one.csv", "said.csv"]


@pytest.mark.slow
def test_the_command_itself_writes_json_alone(kgraph, learned):
    done = kgraph("evaluate", learned, "--on", "train", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["part"] == "train"
    events = [decode_event(line.encode()) for line in done.stderr.splitlines()]
    assert events[-1] == Evaluating(0, 104, 104)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("evaluate", "--run", "77"), "Received: '77'"),
        (("evaluate", "--on", "everything"), "Expected train, validation, test, or"),
        (("predict", "gone.png"), "gone.png must be a file of samples"),
    ],
)
def test_what_cannot_be_is_one_sentence(kgraph, learned, arguments, said):
    verb, *rest = arguments
    done = kgraph(verb, learned, *rest)
    assert done.returncode == 1
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_many_classes_are_told_by_what_is_confused_most(capsys):
    names = tuple(f"class {i}" for i in range(20))
    counts = [[5 if a == b else 0 for b in range(20)] for a in range(20)]
    counts[3][4] = 7
    output = OutputEvaluation(
        "kind", "classes", confusion=Confusion(names, tuple(map(tuple, counts)))
    )
    print_evaluation(Evaluation("0001", "test", 107, 1.0, {"loss": "nan"}, (output,)))
    said = capsys.readouterr().out
    assert "loss nan" in said
    assert "class 3  class 4          7" in said
    assert "class 5" not in said


def test_numbers_and_masks_have_rows_of_their_own(capsys):
    regression = Regression("area", (1.0,), (2.0,), 1.0, 1.5, None)
    number = OutputEvaluation(
        "area",
        "numbers",
        regressions=(regression,),
        mistakes=(Mistake(7, "1", "2", 1.0),),
    )
    mask = OutputEvaluation(
        "mask", "mask", classes=(ClassScore("disc", 0.5, 0.25, 0.3, 9000, 0.2),)
    )
    whole = Evaluation(
        "0001", "test", 1, 1.0, {}, (number, replace(mask, notes=("Hm.",)))
    )
    print_evaluation(whole)
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["area", "1", "1.5"] in rows
    assert ["7", "1", "2", "1"] in rows
    assert ["disc", "0.500", "0.250", "0.300", "9,000", "0.200"] in rows
    assert ["Hm."] in rows

"""What differs between runs: settings by their paths, drawings in words, results."""

import math

import pytest
from msgspec.structs import replace

from kgraph import templates
from kgraph.document import edits
from kgraph.document.comparing import Value
from kgraph.document.project import Stage, with_graphs
from kgraph.runs import Epoch, RunStore
from kgraph.runs.comparing.comparison import compare_runs, value_text
from kgraph.runs.comparing.finding import is_found, words_of
from kgraph.runs.comparing.settings import differing_paths, settings_of

DIGITS = templates.load("digits")
SGD = {"class_name": "SGD", "config": {"learning_rate": 0.1}}


@pytest.fixture
def store(tmp_path) -> RunStore:
    return RunStore(tmp_path / "digits.runs")


def trained(store, project=DIGITS, losses=(1.0, 0.5), seed=0, **training):
    project = replace(project, training=replace(project.training, **training))
    run = store.begin(project, seed=seed, versions={"keras": "3.15.0"})
    store.record(
        run.id,
        [Epoch(i, 9, 0.5, {"loss": v, "val_loss": v}) for i, v in enumerate(losses)],
    )
    store.end(run.id, "finished", scores={"loss": min(losses)})
    return store.get(run.id)


def adam(**config):
    return {"class_name": "Adam", "config": config}


def test_runs_that_were_alike_differ_in_their_results_alone(store):
    found = compare_runs(trained(store), trained(store, losses=[2.0]))
    assert (found.settings, found.drawing, found.unread) == ((), (), "")
    results = {value.name: (value.old, value.new) for value in found.results}
    assert results["epochs"] == (2, 1)
    assert results["seconds"] == (1.0, 0.5)
    assert results["best epoch"] == (2, 1)
    assert results["best val_loss"] == (0.5, 2.0)
    assert results["test loss"] == (0.5, 2.0)


def test_a_setting_is_told_against_what_was_implied(store):
    found = compare_runs(
        trained(store, optimizer=adam()),
        trained(store, optimizer=adam(learning_rate=0.01), batch_size=64, seed=3),
    )
    assert found.settings == (
        Value("batch_size", DIGITS.training.batch_size, 64),
        Value("optimizer.learning_rate", 0.001, 0.01),
        Value("seed that was used", 0, 3),
    )


def test_another_optimizer_is_not_told_by_all_its_defaults(store):
    runs = trained(store, optimizer=adam()), trained(store, optimizer=SGD)
    assert compare_runs(*runs).settings == (
        Value("optimizer", "Adam", "SGD"),
        Value("optimizer.learning_rate", 0.001, 0.1),
    )


def test_stages_and_callbacks_are_told_one_by_one(store):
    patience = [
        ({"class_name": "EarlyStopping", "config": {"patience": n}},) for n in (2, 5)
    ]
    stages = [(Stage(epochs=5), Stage(trains="last", last=n)) for n in (2, 8)]
    runs = [
        trained(store, callbacks=c, stages=s)
        for c, s in zip(patience, stages, strict=True)
    ]
    told = {
        value.name: (value.old, value.new) for value in compare_runs(*runs).settings
    }
    assert told == {"callbacks.1.patience": (2, 5), "stage 2.last": (2, 8)}


def test_a_run_of_an_earlier_kgraph_is_as_if_it_was_told_the_defaults(store):
    run = trained(store)
    older = {k: v for k, v in run.settings.items() if k in ("epochs", "optimizer")}
    older["batch_size"] = run.settings["batch_size"]
    older["callbacks"] = run.settings["callbacks"]
    assert compare_runs(replace(run, settings=older), run).settings == ()


def test_the_drawing_is_told_in_words(store):
    graph, _ = edits.add(DIGITS.main, "Dropout", config={"rate": 0.5})
    found = compare_runs(
        trained(store), trained(store, with_graphs(DIGITS, graph), epochs=3)
    )
    assert any("Dropout" in change.sentence for change in found.drawing)
    assert all(change.part not in ("training", "canvas") for change in found.drawing)


def test_a_drawing_that_is_gone_is_said_and_the_rest_is_told(store):
    runs = trained(store), trained(store, epochs=3)
    runs[0].document.unlink()
    found = compare_runs(*runs)
    assert "document.kgraph" in found.unread
    assert [value.name for value in found.settings] == ["epochs"]


def test_settings_of_many_runs_are_columns_where_they_differ(store):
    runs = [trained(store, optimizer=adam(learning_rate=r)) for r in (0.1, 0.2, 0.1)]
    runs.append(trained(store, optimizer=SGD, batch_size=7))
    settings = [settings_of(run) for run in runs]
    assert set(differing_paths(settings)) == {
        "batch_size",
        "optimizer",
        "optimizer.learning_rate",
    }
    assert differing_paths(settings[:1]) == differing_paths([]) == ()
    assert differing_paths([settings[0], settings[2]]) == ()


def test_runs_are_found_by_tags_remarks_settings_and_state(store):
    run = trained(store, optimizer=SGD)
    words = words_of(replace(run, tags=("wide net",), remarks="Better than Adam?"))
    for text in ("", "WIDE", "better wide", "optimizer.learning_rate=0.1", "finished"):
        assert is_found(words, text)
    assert not is_found(words, "wide narrow")


def test_values_read_well():
    values = (1 / 3, None, True, "Adam", math.nan, 10)
    texts = ["0.333333", "none", "true", "Adam", "nan", "10"]
    assert [value_text(value) for value in values] == texts

"""`kgraph train --set` trains with other settings than the document's."""

import pytest
from tuned_drawings import tuned

from kgraph.cli import training, verbs
from kgraph.document import files
from kgraph.document.project import Project
from kgraph.runs import RunStore

SET = (
    *("--set", "training.epochs=1", "--set", "training.optimizer=SGD"),
    *("--set", "training.optimizer.config.learning_rate=0.5"),
    *("--set", "layers.hidden.units=5", "--set", "data.split.test=0.5"),
)


def is_set(project: Project) -> bool:
    return (
        project.training.epochs == 1
        and project.training.optimizer["config"] == {"learning_rate": 0.5}
        and project.data.split.test == 0.5
        and any(x.config.get("units") == 5 for x in project.main.layers.values())
    )


def test_a_run_has_the_settings_that_were_typed(tmp_path, monkeypatch):
    path = tmp_path / "tuned.kgraph"
    files.save(tuned(stages=()), path)
    trained = []
    monkeypatch.setattr(verbs, "_prepare_keras", lambda *_: None)
    monkeypatch.setattr(training, "run", lambda project, *_: trained.append(project))
    arguments = ["train", str(path), "--epochs", "5", *SET]
    verbs.app(arguments, standalone_mode=False)
    assert [is_set(project) for project in trained] == [True]
    assert not is_set(files.load(path))


@pytest.mark.slow
def test_what_a_run_remembers_is_what_was_typed(kgraph, tmp_path):
    path = tmp_path / "tuned.kgraph"
    files.save(tuned(stages=()), path)
    result = kgraph("train", path, *SET)
    assert result.returncode == 0, result.stderr
    assert is_set(files.load(next(tmp_path.rglob("document.kgraph"))))
    [run] = RunStore.beside(path).list()
    assert len(run.epochs) == 1


def test_a_wrong_setting_is_one_sentence_and_nothing_is_trained(kgraph, tmp_path):
    path = tmp_path / "tuned.kgraph"
    files.save(tuned(), path)
    result = kgraph("train", path, "--set", "training.batchsize=64")
    assert result.returncode == 1
    assert result.stderr.startswith("kgraph: `training` has no `batchsize`. Did you")
    assert len(result.stderr.splitlines()) == 1
    assert not RunStore.beside(path).list()

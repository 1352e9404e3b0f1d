"""`kgraph diff` and `kgraph merge`, typed by people and called by git."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from kgraph import templates
from kgraph.cli import difference, merging
from kgraph.cli.versions import Version
from kgraph.document import edits, files
from kgraph.document.errors import FileError
from kgraph.document.project import Project, with_graphs
from kgraph.document.weights import default_keys, with_keys
from kgraph.runs import RunStore

DRIVERS = (
    ("diff.kgraph.command", "diff --git"),
    ("merge.kgraph.driver", "merge %O %A %B -o %A --name %P"),
)


def with_filters(project: Project, filters: int) -> Project:
    graph = project.main
    layer = next(x for x in graph.layers.values() if x.name == "conv2d")
    return with_graphs(
        project, edits.set_parameter(graph, layer.id, "filters", filters)
    )


def with_epochs(project: Project, epochs: int) -> Project:
    return replace(project, training=replace(project.training, epochs=epochs))


@pytest.fixture
def digits() -> Project:
    return templates.load("digits")


@pytest.fixture
def two(tmp_path, digits):
    one, other = tmp_path / "one.kgraph", tmp_path / "other.kgraph"
    files.save(digits, one)
    files.save(with_filters(digits, 48), other)
    return one, other


def test_exit_codes_are_those_of_diff(kgraph, two):
    one, other = two
    same = kgraph("diff", one, one)
    assert (same.returncode, "No difference" in same.stdout) == (0, True)
    unlike = kgraph("diff", "--no-costs", one, other)
    assert unlike.returncode == 1
    assert "~ Conv2D 'conv2d': filters 32 → 48\n" in unlike.stdout
    assert "\x1b" not in unlike.stdout
    missing = kgraph("diff", one, "nowhere.kgraph")
    assert missing.returncode == 2
    assert missing.stderr.startswith("kgraph: There is no file")
    assert kgraph("diff", one).returncode == 2


def test_costs_are_counted_for_people_and_for_programs(kgraph, two):
    found = json.loads(kgraph("diff", "--json", *two).stdout)
    assert not found["is_equal"]
    assert found["changes"][0]["values"] == [{"name": "filters", "old": 32, "new": 48}]
    costs = {cost["name"]: cost for cost in found["costs"]}
    assert costs["parameters"]["new"] > costs["parameters"]["old"] > 0
    assert costs["multiply_adds"]["new"] > costs["multiply_adds"]["old"] > 0


def test_keras_is_not_imported_where_nothing_is_counted(two):
    program = (
        "import sys; from kgraph.cli import difference; "
        "difference.show(*sys.argv[1:], with_costs=False); "
        "difference.show(sys.argv[1], sys.argv[1]); "
        "sys.exit('keras' in sys.modules)"
    )
    command = [sys.executable, "-c", program, *map(str, two)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)


def test_a_run_is_compared_with_the_document(two, digits, capsys):
    one, _ = two
    store = RunStore.beside(one)
    run = store.begin(with_epochs(digits, 3), seed=0, versions={})
    store.end(run.id, "finished")
    for name in (f"{one}@{run.id}", f"{one}@latest", "@latest"):
        assert difference.show(str(one), name, with_costs=False) == 1
        assert "~ training: epochs 20 → 3" in capsys.readouterr().out


def test_what_steers_a_terminal_is_not_passed_on(tmp_path, digits, capsys):
    training = replace(digits.training, optimizer={"class_name": "a\x1b[31mb"})
    path, other = tmp_path / "x.kgraph", tmp_path / "y.kgraph"
    files.save(digits, path)
    files.save(replace(digits, training=training), other)
    difference.show(str(path), str(other), with_costs=False)
    assert "\x1b" not in capsys.readouterr().out


@pytest.fixture
def repository(tmp_path, digits, monkeypatch):
    """A git repository with a document, configured as the README says."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    folder = tmp_path / "repository"
    folder.mkdir()
    git = Repository(folder)
    git("init", "-q", "-b", "main")
    git("config", "user.name", "Ada")
    git("config", "user.email", "ada@example.org")
    for key, verb in DRIVERS:
        git("config", key, f'"{sys.executable}" -m kgraph {verb}')
    (folder / ".gitattributes").write_text("*.kgraph diff=kgraph merge=kgraph\n")
    git.commit(digits, "begin")
    return git


class Repository:
    """Runs git in a folder."""

    def __init__(self, folder: Path) -> None:
        self.document = folder / "model.kgraph"
        self._folder = folder

    def __call__(self, *arguments: str, code: int = 0) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self._folder,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    def commit(self, project: Project, message: str) -> None:
        files.save(project, self.document)
        self("add", "-A")
        self("commit", "-q", "-m", message)


def test_git_shows_words(repository, digits):
    files.save(with_filters(digits, 48), repository.document)
    line = "~ Conv2D 'conv2d': filters 32 → 48"
    assert line in repository("diff")
    repository.commit(with_filters(digits, 48), "wider")
    for command in (["show"], ["log", "-p"]):
        assert line in repository(*command, "--ext-diff")
    log = repository("log", "-p", "--ext-diff")
    assert "--- /dev/null" in log
    assert "+ Flatten 'flatten'" in log


def test_git_goes_on_after_a_document_that_cannot_be_read(repository):
    repository.document.write_text("<<<<<<< not JSON")
    (repository.document.parent / ".gitattributes").write_text(
        "*.kgraph diff=kgraph merge=kgraph\n# more\n"
    )
    shown = repository("diff")
    assert "model.kgraph cannot be compared" in shown
    assert "+# more" in shown


def test_git_merges_what_does_not_touch(repository, digits):
    repository("checkout", "-q", "-b", "side")
    repository.commit(with_filters(digits, 48), "wider")
    repository("checkout", "-q", "main")
    repository.commit(with_epochs(digits, 3), "shorter")
    repository("merge", "-q", "side", "-m", "both")
    merged = files.load(repository.document)
    assert merged == with_epochs(with_filters(digits, 48), 3)


def test_git_is_told_of_conflicts_and_the_document_can_be_opened(repository, digits):
    repository("checkout", "-q", "-b", "side")
    repository.commit(with_epochs(with_filters(digits, 48), 3), "wider")
    repository("checkout", "-q", "main")
    repository.commit(with_filters(digits, 64), "wider still")
    told = repository("merge", "side", code=1)
    assert "~ Conv2D 'conv2d' filters: 64 here, 48 in theirs" in told
    assert "git add model.kgraph" in told
    assert "UU model.kgraph" in repository("status", "--short")
    merged = files.load(repository.document)
    assert merged == with_epochs(with_filters(digits, 64), 3)


def test_both_sides_added_the_document(tmp_path, two, digits, capsys):
    one, other = two
    base = tmp_path / "base"
    base.write_bytes(b"")
    assert merging.run(base, one, other, one, name="model.kgraph") == 1
    assert "both sides added it" in capsys.readouterr().err
    assert files.load(one) == digits
    assert merging.run(base, one, one, one) == 0


@pytest.mark.parametrize("broken", range(3))
def test_what_cannot_be_read_leaves_the_file_alone(tmp_path, two, digits, broken):
    paths = [two[0], two[1], tmp_path / "theirs.kgraph"]
    files.save(with_epochs(digits, 3), paths[2])
    paths[broken].write_text('{"version": 1, "graphs": 3}')
    before = paths[1].read_bytes()
    with pytest.raises(FileError):
        merging.run(*paths, output=paths[1])
    assert paths[1].read_bytes() == before


@pytest.mark.slow
def test_a_model_file_is_compared_with_its_document(kgraph, two, tmp_path):
    one, other = two
    model = tmp_path / "one.keras"
    assert kgraph("export", one, "-o", model).returncode == 0
    assert kgraph("diff", "--no-costs", one, model).returncode == 0
    wider = kgraph("diff", "--no-costs", model, other)
    assert wider.returncode == 1
    assert wider.stdout.splitlines()[2:] == ["~ Conv2D 'conv2d': filters 32 → 48"]


def test_where_weights_lie_is_no_difference_from_a_model_that_holds_them(digits):
    bare = digits
    trained = replace(with_keys(bare, default_keys(bare)), weights="digits.npz")
    document = Version("digits.kgraph", trained)
    model = Version("digits.keras", bare, names_weights=False)
    found = difference._difference(model, document, with_costs=False)
    assert found.is_equal
    found = difference._difference(Version("bare.kgraph", bare), document, False)
    assert not found.is_equal


@pytest.mark.slow
def test_a_model_that_carries_its_drawing_is_compared_as_one(kgraph, two, tmp_path):
    file = tmp_path / "one.keras"
    made = kgraph("export", two[0], "-o", file)
    assert made.returncode == 0, made.stderr
    same = kgraph("diff", "--no-costs", two[0], file)
    assert (same.returncode, "No difference" in same.stdout) == (0, True), same.stdout
    files.save(with_epochs(files.load(two[0]), 7), two[0])
    unlike = kgraph("diff", "--no-costs", two[0], file)
    assert unlike.returncode == 1
    assert "training: epochs 7 → 20" in unlike.stdout

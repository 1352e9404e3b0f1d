"""Downloads and programs are told of while a source is read."""

from kgraph.data.progress import telling
from kgraph.data.sources import keras_set
from kgraph.document.project import DataSource
from kgraph.engine.answer import answer
from kgraph.messages import Describe, Described, Downloading, Failed


def test_not_every_piece_of_a_download_is_told():
    told = []
    report = telling(told.append)
    for done in range(1, 1001):
        report("MNIST", done, 1000)
    assert told[0] == Downloading("MNIST", 1, 1000)
    assert told[-1] == Downloading("MNIST", 1000, 1000)
    assert len(told) < 50


def test_how_far_it_got_is_told_in_words():
    assert Downloading("MNIST", 34, 100).sentence == "Downloading MNIST: 34%"
    assert Downloading("MNIST", 3 * 2**20).sentence == "Downloading MNIST: 3.0 MiB"


def test_a_download_is_told_before_the_answer(monkeypatch):
    def fetch(url, target, title, sha256, progress):
        progress(title, 5, 5)
        raise keras_set.DataError("That is all.")

    monkeypatch.setattr(keras_set, "fetch", fetch)
    told = []
    request = Describe(DataSource("keras", "mnist"))
    answered = answer(request, tell=told.append)
    assert told == [Downloading("MNIST (mnist.npz)", 5, 5)]
    assert (answered.message, answered.kind) == ("That is all.", "")


def test_a_program_that_nobody_trusts_is_told_apart(tmp_path):
    (tmp_path / "mine.py").write_text("def load():\n    return {'x': [1, 2]}\n")
    answered = answer(Describe(DataSource("python", "mine.py"), str(tmp_path)))
    assert isinstance(answered, Failed)
    assert answered.kind == "untrusted"


def test_sources_beside_are_described_together(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.csv").write_text("x\n1\n2\n")
    first, second = (DataSource("csv", f"{name}.csv") for name in "ab")
    answered = answer(Describe(first, str(tmp_path), (second,)))
    assert isinstance(answered, Described)
    assert answered.beside == (second,)
    assert [c.name for c in answered.description.columns] == ["x", "2.x"]

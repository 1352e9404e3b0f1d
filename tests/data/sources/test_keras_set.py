import gzip
import hashlib
import http.server
import pickle
import threading
from functools import partial
from importlib import import_module

import numpy as np
import pytest

from kgraph.data import DataError, describe
from kgraph.data.sources import keras_set as room
from kgraph.data.sources import read
from kgraph.data.sources.fetching import fetch
from kgraph.document.keras_sets import KERAS_SETS
from kgraph.document.project import DataSource


@pytest.fixture
def served(tmp_path):
    """A server of files, and the folder that they are in."""
    folder = tmp_path / "served"
    folder.mkdir()
    handler = partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()
    thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def test_a_file_is_downloaded_once_and_tells_how_far_it_got(served, tmp_path):
    address, folder = served
    content = bytes(range(256)) * 4096
    (folder / "a.bin").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    told = []
    target = tmp_path / "kept/a.bin"
    for _ in range(2):
        fetch(f"{address}/a.bin", target, "A", digest, lambda *news: told.append(news))
    assert target.read_bytes() == content
    assert told[-1] == ("A", len(content), len(content))
    assert len({done for _, done, _ in told}) == len(told)  # once


@pytest.mark.parametrize(
    ("name", "digest", "words"),
    [
        ("none.bin", "", "failed: File not found"),
        ("a.bin", "0" * 64, "another content than Keras knows"),
    ],
)
def test_what_does_not_come_as_it_should_leaves_nothing(
    served, tmp_path, name, digest, words
):
    address, folder = served
    (folder / "a.bin").write_bytes(b"abc")
    target = tmp_path / "kept/a.bin"
    with pytest.raises(DataError, match=words):
        fetch(f"{address}/{name}", target, "A", digest)
    assert list(target.parent.iterdir()) == []


def test_offline_there_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    known = KERAS_SETS["reuters"].files[0]
    nobody = "http://127.0.0.1:9/reuters.npz"  # the port that discards
    monkeypatch.setattr(room, "fetch", lambda url, *rest: fetch(nobody, *rest))
    with pytest.raises(DataError) as caught:
        describe(DataSource("keras", "reuters"))
    sentence = str(caught.value)
    assert "Reuters" in sentence
    assert "Connection refused" in sentence
    assert "Go online" in sentence
    assert str(tmp_path / known.place) in sentence


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (DataSource("keras", "boston_housing"), "one of mnist, .*'boston_housing'"),
        (DataSource("keras", "mnist", {"part": "half"}), "'part'.*'half'"),
    ],
)
def test_what_is_no_set_of_keras_is_refused(source, words):
    with pytest.raises(DataError, match=words):
        describe(source)


IMAGES = np.arange(5 * 28 * 28, dtype="uint8").reshape(5, 28, 28)
LABELS = np.array([3, 1, 9, 0, 2], "uint8")


def _mnist(folder):
    np.savez(
        folder / "mnist.npz",
        x_train=IMAGES[:3],
        y_train=LABELS[:3],
        x_test=IMAGES[3:],
        y_test=LABELS[3:],
    )


def _fashion_mnist(folder):
    for name, part in (("train", slice(3)), ("t10k", slice(3, None))):
        with gzip.open(folder / f"{name}-labels-idx1-ubyte.gz", "wb") as file:
            file.write(bytes(8) + LABELS[part].tobytes())
        with gzip.open(folder / f"{name}-images-idx3-ubyte.gz", "wb") as file:
            file.write(bytes(16) + IMAGES[part].tobytes())


def _cifar100(folder):
    inner = folder / "cifar-100-python-target/cifar-100-python"
    inner.mkdir(parents=True)
    for name, count in (("train", 3), ("test", 2)):
        data = np.arange(count * 3072, dtype="int64").astype("uint8").reshape(count, -1)
        batch = {b"data": data, b"fine_labels": list(range(count))}
        (inner / name).write_bytes(pickle.dumps(batch, protocol=3))


def _reuters(folder):
    texts = np.array([[1, 2, 3], [4], [900, 2], [3, 3, 3, 3], [7]], dtype=object)
    np.savez(folder / "reuters.npz", x=texts, y=np.arange(5))


def _california_housing(folder):
    np.savez(
        folder / "california_housing.npz",
        x=np.arange(80.0).reshape(10, 8),
        y=np.arange(10.0),
    )


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Puts a small file of a set where Keras finds it, as if it had been downloaded."""

    def make(name, write):
        write(tmp_path)
        found = {"cifar-100-python-target": tmp_path / "cifar-100-python-target"}
        module = import_module(f"keras.src.datasets.{name}")
        monkeypatch.setattr(
            module,
            "get_file",
            lambda fname=None, **_: str(found.get(fname, tmp_path / fname)),
        )
        monkeypatch.setattr(room, "fetch", lambda *_: None)

    return make


@pytest.mark.parametrize(
    ("name", "write", "shape", "part", "samples"),
    [
        ("mnist", _mnist, (28, 28), "all", 5),
        ("mnist", _mnist, (28, 28), "test", 2),
        ("fashion_mnist", _fashion_mnist, (28, 28), "train", 3),
        ("cifar100", _cifar100, (32, 32, 3), "all", 5),
        ("reuters", _reuters, (6,), "all", 5),
        ("california_housing", _california_housing, (), "all", 10),
    ],
)
def test_a_set_is_what_keras_reads(kept, name, write, shape, part, samples):
    kept(name, write)
    told = {"part": part, "length": 6, "words": 20}
    description = describe(DataSource("keras", name, told))
    known = KERAS_SETS[name]
    assert description.samples == samples
    assert [c.name for c in description.columns] == [*known.features, known.target]
    assert description.columns[0].shape == shape
    assert description.column(known.target).categories == known.categories


def test_words_are_cut_and_filled_at_the_beginning(kept):
    kept("reuters", _reuters)
    source = DataSource("keras", "reuters", {"length": 3, "words": 8})
    words = read(source).columns["words"].values
    assert sorted(words.tolist()) == [
        [0, 1, 2],  # 7 is 10 behind the signs that Keras uses, and no longer told apart
        [0, 1, 7],
        [1, 2, 5],
        [4, 5, 6],
        [6, 6, 6],
    ]

"""Other data has another fingerprint, the same data has the same."""

import shutil

import numpy as np
import pytest

from kgraph.data import Dataset, Samples
from kgraph.data import fingerprint as room
from kgraph.data.fingerprint import fingerprint
from kgraph.data.lazy import LazyArray
from kgraph.data.sources.folders.text_folder import TextDecoding

NONE = Samples({}, {})


def of(x, y=None, validation=NONE) -> str:
    targets = np.arange(len(x)) if y is None else y
    return fingerprint(Dataset(Samples({"x": x}, {"y": targets}), validation, NONE))


NUMBERS = np.arange(12.0).reshape(6, 2)


@pytest.mark.parametrize(
    "other",
    [
        NUMBERS.astype("float32"),
        NUMBERS.reshape(6, 1, 2),
        NUMBERS[::-1],
        NUMBERS + np.eye(6, 2),
    ],
)
def test_values_dtype_shape_and_order_count(other):
    assert of(NUMBERS) == of(NUMBERS.copy(order="F"))
    assert of(NUMBERS) != of(other)


def test_texts_targets_and_validation_count():
    texts = np.array(["a", "bc"], object)
    assert of(texts) == of(texts.copy())
    assert of(texts) != of(np.array(["ab", "c"], object))
    assert of(texts, np.array([0, 1])) != of(texts, np.array([1, 0]))
    assert of(texts, validation=Samples({"x": texts}, {"y": texts})) != of(texts)


def test_of_much_data_a_part_is_enough(monkeypatch):
    monkeypatch.setattr(room, "MOST_BYTES", 64)
    long = np.zeros((1000, 2))
    looked_at = long.copy()
    looked_at[750] = 1
    assert of(long) == of(long.copy())
    assert of(long) != of(looked_at)


def test_files_count_by_name_and_size_wherever_they_lie(tmp_path):
    for name in ("a", "b"):
        path = tmp_path / "one" / name / "x.txt"
        path.parent.mkdir(parents=True)
        path.write_text(name)
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    before = of(lazy(tmp_path / "one"))
    assert of(lazy(tmp_path / "two")) == before
    (tmp_path / "two" / "b" / "x.txt").write_text("longer")
    assert of(lazy(tmp_path / "two")) != before
    (tmp_path / "two" / "b" / "x.txt").unlink()
    assert of(lazy(tmp_path / "two")) != before


def lazy(folder) -> LazyArray:
    return LazyArray([str(folder / n / "x.txt") for n in "ab"], TextDecoding())

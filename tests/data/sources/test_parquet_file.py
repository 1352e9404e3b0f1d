import datetime
import sys

import numpy as np
import pytest

from kgraph.data import DataError, describe
from kgraph.data.sources import parquet_file, read
from kgraph.document.columns import Column
from kgraph.document.project import DataSource

arrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def stored(tmp_path):
    def make(options=None, **columns):
        parquet.write_table(arrow.table(columns), tmp_path / "t.parquet")
        return DataSource("parquet", str(tmp_path / "t.parquet"), options or {})

    return make


def test_numbers_text_times_and_lists_are_columns(stored):
    days = [datetime.datetime(1970, 1, 1 + n) for n in range(3)]
    source = stored(
        whole=[1, 2, 4],
        gaps=[1.5, None, 2.5],
        is_old=[True, False, True],
        kind=["b", None, "a"],
        shade=arrow.array(["x", "y", "x"]).dictionary_encode(),
        day=days,
        pair=[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]],
    )
    described = {column.name: column for column in describe(source).columns}
    assert described["gaps"] == Column("gaps", minimum=1.5, maximum=2.5, missing=1)
    assert described["is_old"].is_binary
    assert described["kind"].categories == ("a", "b")
    assert described["shade"].categories == ("x", "y")
    assert described["pair"].shape == (2,)
    table = read(source)
    np.testing.assert_array_equal(table.columns["day"].values, [0, 86400, 172800])
    np.testing.assert_array_equal(table.columns["kind"].values, [1, -1, 0])


def test_a_column_may_be_free_text(stored):
    source = stored({"texts": ["note"]}, note=["so", None, "it goes"], x=[1, 2, 3])
    assert describe(source).column("note") == Column("note", dtype="string")
    assert read(source).columns["note"].values.tolist() == ["so", "", "it goes"]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"x": [[1], [1, 2]]}, "lists of one length in 'x'.*1 to 2"),
        ({"x": [[1], None]}, "a list in each sample of 'x'"),
        ({"x": [["a"], ["b"]]}, "lists of numbers in 'x'"),
        ({"x": [{"a": 1}, {"a": 2}]}, "'x', struct"),
        ({"x": [b"1", b"2"]}, "'x', binary"),
    ],
)
def test_what_no_column_can_be_is_named(stored, columns, words):
    with pytest.raises(DataError, match=words):
        describe(stored(**columns))


def test_what_is_no_parquet_file_is_refused(write):
    path = write(b"PAR1 and then something else", "t.parquet")
    with pytest.raises(DataError, match=r"t\.parquet must be a Parquet file"):
        describe(DataSource("parquet", str(path)))


def test_without_pyarrow_there_is_a_sentence(stored, monkeypatch):
    source = stored(x=[1, 2])
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(DataError, match=r"pip install 'kgraph\[parquet\]'"):
        describe(source)


def test_what_is_said_once_for_very_many_rows_is_refused(stored, monkeypatch):
    source = stored(x=[0] * 20_000)
    monkeypatch.setattr(parquet_file, "MAX_BYTES", 100_000)
    with pytest.raises(DataError, match="must fit into the memory"):
        describe(source)

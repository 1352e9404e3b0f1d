import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.data import DataError, load
from kgraph.data.sources import read
from kgraph.data.table import TableColumn, table
from kgraph.data.windows import windowed
from kgraph.document.project import Binding, DataSource, Split, Windows

SERIES = table(
    [
        TableColumn("heat", np.arange(10.0)),
        TableColumn("kind", np.arange(10, dtype="int32") % 2, ("a", "b")),
    ],
    "the series",
)


def test_a_window_is_some_rows_and_the_value_that_stands_ahead():
    windows = windowed(SERIES, Windows(length=3, ahead=2, stride=2), "the series")
    heat, ahead = windows.columns["heat"], windows.columns["heat_ahead"]
    np.testing.assert_array_equal(heat.values, [[0, 1, 2], [2, 3, 4], [4, 5, 6]])
    np.testing.assert_array_equal(ahead.values, [4, 6, 8])
    assert windows.columns["kind_ahead"].description.categories == ("a", "b")
    assert len(windows) == 3


def test_windows_are_views_of_the_series():
    windows = windowed(SERIES, Windows(length=3), "the series")
    for column in windows.columns.values():
        source = SERIES.columns[column.name.removesuffix("_ahead")]
        assert np.shares_memory(column.values, source.values)


@pytest.mark.parametrize(
    ("windows", "words"),
    [
        (Windows(length=10), "must have 11 rows .*Received: 10"),
        (Windows(length=0), "length .*1 or more.*Received: 0"),
        (Windows(length=2, stride=0), "stride .*Received: 0"),
    ],
)
def test_windows_that_cannot_be_are_refused(windows, words):
    with pytest.raises(DataError, match=words):
        windowed(SERIES, windows, "the series")


def test_a_column_that_is_called_like_what_is_ahead_is_refused():
    both = table(
        [TableColumn("x", np.arange(9.0)), TableColumn("x_ahead", np.arange(9.0))], "it"
    )
    with pytest.raises(DataError, match=r"'x_ahead'.*Rename"):
        windowed(both, Windows(length=2), "it")


def test_each_series_is_scaled_by_itself_and_split_by_time(bound_project, write):
    rows = [f"{n},{1000 + n}" for n in range(50)]
    path = write("\n".join(["heat,wind", *rows]))
    source = DataSource("csv", str(path), windows=Windows(length=4, ahead=3))
    assert len(read(source)) == 44
    project = bound_project(
        source,
        {"x": Binding(("heat", "wind"), scaling="minmax")},
        {"y": Binding(("heat_ahead",))},
        loss="MeanSquaredError",
        split=Split(validation=0.25, test=0.25, by="time"),
        shape=[4, 2],
    )
    dataset = load(project)
    train, test = dataset.train, dataset.test
    assert train.inputs["x"].shape == (22, 4, 2)
    np.testing.assert_allclose(train.inputs["x"][..., 0], train.inputs["x"][..., 1])
    assert train.inputs["x"].max() == 1
    np.testing.assert_array_equal(train.targets["y"][:, 0], np.arange(6, 28))
    assert train.targets["y"].max() < test.targets["y"].min()


@settings(max_examples=100, deadline=None)
@given(
    rows=st.integers(2, 40),
    length=st.integers(1, 9),
    ahead=st.integers(1, 5),
    stride=st.integers(1, 6),
)
def test_windows_are_what_a_loop_would_cut(rows, length, ahead, stride):
    series = table([TableColumn("x", np.arange(float(rows)))], "it")
    windows = Windows(length, ahead, stride)
    starts = range(0, rows - length - ahead + 1, stride)
    if not starts:
        with pytest.raises(DataError, match="must have"):
            windowed(series, windows, "it")
        return
    columns = windowed(series, windows, "it").columns
    cut = [[start + n for n in range(length)] for start in starts]
    np.testing.assert_array_equal(columns["x"].values, cut)
    told = [start + length - 1 + ahead for start in starts]
    np.testing.assert_array_equal(columns["x_ahead"].values, told)

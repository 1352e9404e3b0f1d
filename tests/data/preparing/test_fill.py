import numpy as np
import pytest
from sklearn.impute import SimpleImputer

from kgraph.data import DataError
from kgraph.data.preparing.prepare import fit
from kgraph.data.table import TableColumn, table
from kgraph.document.project import Binding, Preparation

NAN = np.nan
TABLE = table(
    [
        TableColumn("a", np.array([1.0, NAN, 3, 8, 3, NAN])),
        TableColumn("b", np.array([10.0, 20, 30, 40, 50, 60])),
        TableColumn("kind", np.array([1, 0, -1, 1, 0, -1], "int32"), ("x", "y")),
        TableColumn("image", np.array([[[1.0, NAN]]] * 3 + [[[5.0, 7.0]]] * 3)),
        TableColumn("never", np.array([NAN, NAN, NAN, NAN, 1, NAN])),
        TableColumn("endless", np.array([1.0, np.inf, 1, 1, 1, 1])),
        TableColumn("whole", np.arange(6)),
    ],
    "the table",
)
TRAIN = np.array([0, 2, 3, 1])
EVERYONE = np.arange(6)


def prepare(binding):
    return fit(TABLE, binding, TRAIN)(TABLE, EVERYONE)


@pytest.mark.parametrize(
    ("missing", "strategy", "value"),
    [
        ("mean", "mean", 4),
        ("median", "median", 3),
        ("frequent", "most_frequent", 1),
        ("zero", "constant", 0),
    ],
)
def test_what_is_missing_is_filled_as_scikit_learn_does(missing, strategy, value):
    filled = prepare(Binding(("a",), missing=missing))[:, 0]
    imputer = SimpleImputer(strategy=strategy).fit(
        TABLE.columns["a"].values[TRAIN, None]
    )
    expected = imputer.transform(TABLE.columns["a"].values[:, None])[:, 0]
    np.testing.assert_array_equal(filled, expected.astype("float32"))
    assert filled[1] == value


def test_the_most_frequent_category_stands_in_for_categories():
    filled = prepare(Binding(("kind",), missing="mean"))
    assert filled.dtype == "int32"
    np.testing.assert_array_equal(filled[:, 0], [1, 0, 1, 1, 0, 1])
    one_hot = prepare(Binding(("kind",), missing="frequent", one_hot=True))
    np.testing.assert_array_equal(one_hot[2], [0, 1])


def test_one_value_fills_all_of_an_image():
    filled = prepare(Binding(("image",), missing="mean"))
    np.testing.assert_array_equal(filled[0], [[1, (1 + 1 + 1 + 5 + 7) / 5]])


def test_columns_may_be_prepared_each_in_its_own_way():
    binding = Binding(
        ("a", "kind", "b"),
        per_column={
            "a": Preparation(missing="zero"),
            "kind": Preparation(one_hot=True, missing="frequent"),
            "b": Preparation(scaling="minmax"),
        },
    )
    array = prepare(binding)
    assert array.shape == (6, 4)
    np.testing.assert_array_equal(array[:, 0], [1, 0, 3, 8, 3, 0])
    np.testing.assert_array_equal(array[:, 1:3].sum(axis=1), 1)
    assert (array[0, 3], array[3, 3]) == (0, 1)


def test_whole_numbers_lack_nothing():
    np.testing.assert_array_equal(
        prepare(Binding(("whole",), missing="mean"))[:, 0], np.arange(6)
    )


@pytest.mark.parametrize(
    ("column", "missing", "words"),
    [
        ("a", "refuse", "'a' needs a finite value.*sample 1 and in 1 more"),
        ("never", "mean", "'never' needs a value in some sample to train on"),
        ("endless", "mean", "'endless' needs a finite value.*sample 1"),
    ],
)
def test_what_cannot_be_filled_is_refused(column, missing, words):
    with pytest.raises(DataError, match=words):
        prepare(Binding((column,), missing=missing))

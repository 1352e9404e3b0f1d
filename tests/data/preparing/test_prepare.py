import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.data import DataError
from kgraph.data.preparing.prepare import fit
from kgraph.data.table import TableColumn, table
from kgraph.document.binding import sample_dtype, sample_shape
from kgraph.document.project import Binding

RANDOM = np.random.default_rng(0)
TABLE = table(
    [
        TableColumn("a", RANDOM.normal(5, 2, 12)),
        TableColumn("b", RANDOM.normal(-1, 9, 12)),
        TableColumn("few", np.arange(12.0) % 3 + 1),
        TableColumn("kind", np.arange(12, dtype="int32") % 2, ("x", "y")),
        TableColumn("vector", RANDOM.normal(3, [1, 10], (12, 2))),
        TableColumn("image", RANDOM.integers(0, 255, (12, 4, 6))),
        TableColumn("mask", RANDOM.integers(0, 2, (12, 4, 6))),
        TableColumn("holes", np.array([1.0, np.nan] * 6)),
        TableColumn("constant", np.ones(12)),
    ],
    "the table",
)
TRAIN = np.array([8, 1, 2, 3, 5, 7])
EVERYONE = np.arange(12)


def prepare(table, binding, train, **options):
    return fit(table, binding, train, **options)(table, EVERYONE)


def values(name):
    return TABLE.columns[name].values


def test_plain_columns_stand_side_by_side():
    array = prepare(TABLE, Binding(("b", "a")), TRAIN)
    np.testing.assert_array_equal(
        array, np.column_stack([values("b"), values("a")]).astype("float32")
    )


def test_one_plain_column_is_a_vector_of_one():
    assert prepare(TABLE, Binding(("a",)), TRAIN).shape == (12, 1)


def test_columns_with_a_shape_are_stacked_last():
    array = prepare(TABLE, Binding(("image", "mask")), TRAIN)
    assert array.shape == (12, 4, 6, 2)
    np.testing.assert_array_equal(array[..., 1], values("mask"))


def test_standard_scaling_is_fitted_on_the_training_samples():
    array = prepare(TABLE, Binding(("a", "b"), scaling="standard"), TRAIN)
    np.testing.assert_allclose(array[TRAIN].mean(axis=0), 0, atol=1e-6)
    np.testing.assert_allclose(array[TRAIN].std(axis=0), 1, rtol=1e-6)
    assert abs(array.mean()) > 1e-3


def test_minmax_scaling_is_fitted_on_the_training_samples():
    array = prepare(TABLE, Binding(("a", "b"), scaling="minmax"), TRAIN)
    np.testing.assert_allclose(array[TRAIN].min(axis=0), 0, atol=1e-6)
    np.testing.assert_allclose(array[TRAIN].max(axis=0), 1, rtol=1e-6)


def test_the_features_of_a_vector_are_scaled_one_by_one():
    array = prepare(TABLE, Binding(("vector",), scaling="standard"), TRAIN)
    np.testing.assert_allclose(array[TRAIN].std(axis=0), [1, 1], rtol=1e-6)


def test_the_values_of_an_image_are_scaled_together():
    array = prepare(TABLE, Binding(("image",), scaling="minmax"), EVERYONE)
    image = values("image")
    expected = (image - image.min()) / (image.max() - image.min())
    np.testing.assert_allclose(array, expected, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("scaling", ["standard", "minmax"])
def test_a_constant_column_stays_finite(scaling):
    array = prepare(TABLE, Binding(("constant",), scaling=scaling), TRAIN)
    np.testing.assert_array_equal(array, 0)


def test_categories_are_whole_numbers():
    array = prepare(TABLE, Binding(("kind",)), TRAIN)
    assert array.dtype == "int32"
    np.testing.assert_array_equal(array[:, 0], values("kind"))


def test_scaled_categories_are_numbers():
    array = prepare(TABLE, Binding(("kind",), scaling="standard"), EVERYONE)
    assert array.dtype == "float32"
    np.testing.assert_allclose(array[:, 0], values("kind") * 2 - 1)


def test_stacked_images_are_scaled_together():
    array = prepare(TABLE, Binding(("image", "mask"), scaling="minmax"), EVERYONE)
    top = values("image").max()
    np.testing.assert_allclose(array[..., 1], values("mask") / top, rtol=1e-6)


def test_one_hot_makes_vectors_of_text():
    array = prepare(TABLE, Binding(("kind",), one_hot=True), TRAIN)
    assert array.dtype == "float32"
    np.testing.assert_array_equal(array, np.eye(2)[values("kind")])


def test_one_hot_makes_vectors_of_whole_numbers_that_do_not_start_at_zero():
    array = prepare(TABLE, Binding(("few",), one_hot=True), TRAIN)
    np.testing.assert_array_equal(array, np.eye(3)[values("few").astype(int) - 1])


def test_one_hot_leaves_numbers_beside_it_scaled():
    binding = Binding(("a", "kind"), one_hot=True, scaling="minmax")
    array = prepare(TABLE, binding, EVERYONE)
    assert array.shape == (12, 3)
    assert (array[:, 0].min(), array[:, 0].max()) == (0, 1)
    np.testing.assert_array_equal(array[:, 1:], np.eye(2)[values("kind")])


def test_a_missing_value_in_a_bound_column_is_refused():
    with pytest.raises(DataError, match=r"'holes'.*sample 1 and in 5 more"):
        prepare(TABLE, Binding(("holes",)), TRAIN)


NAMES = st.sampled_from([name for name in TABLE.columns if name != "holes"])


@settings(max_examples=200, deadline=None)
@given(
    columns=st.lists(NAMES, min_size=1, max_size=4, unique=True),
    scaling=st.sampled_from(["none", "standard", "minmax"]),
    one_hot=st.booleans(),
    reshape=st.sampled_from([None, (1,), (), (4, 6, 1), (24,), (2, 1)]),
)
def test_arrays_are_what_the_document_says_they_are(columns, scaling, one_hot, reshape):
    binding = Binding(tuple(columns), scaling, one_hot, reshape)
    description = TABLE.describe()
    refused = None
    try:
        shape = sample_shape(binding, description)
    except DataError as error:
        refused = str(error)
    if refused is None:
        array = prepare(TABLE, binding, TRAIN)
        assert array.shape == (12, *shape)
        assert array.dtype == sample_dtype(binding, description)
    else:
        with pytest.raises(DataError) as caught:
            prepare(TABLE, binding, TRAIN)
        assert str(caught.value) == refused


TEXTS = table(
    [
        TableColumn("note", np.array(["so", "it", ""] * 4, object)),
        TableColumn("kind", np.arange(12, dtype="int32") % 3 - 1, ("x", "y")),
        TableColumn("size", np.arange(12.0)),
    ],
    "the texts",
)


@pytest.mark.parametrize(
    ("name", "expected"), [("note", ["so", "it", ""]), ("kind", ["", "x", "y"])]
)
def test_a_layer_that_takes_texts_is_given_texts(name, expected):
    array = prepare(TEXTS, Binding((name,)), TRAIN, is_text=True)
    assert array.dtype == object
    assert array.tolist() == expected * 4


@pytest.mark.parametrize(
    ("columns", "is_text", "words"),
    [
        (("note",), False, "numbers or categories.*'note', free text.*`string`"),
        (("size",), True, "one column of text.*'size', which is none"),
        (("kind", "size"), True, "one column of text.*'kind', 'size'"),
    ],
)
def test_texts_and_numbers_do_not_stand_in_for_each_other(columns, is_text, words):
    with pytest.raises(DataError, match=words):
        fit(TEXTS, Binding(columns), TRAIN, is_text=is_text)


@settings(max_examples=60, deadline=None)
@given(
    scaling=st.sampled_from(["none", "standard", "minmax"]),
    missing=st.sampled_from(["mean", "median", "frequent", "zero"]),
    columns=st.lists(st.sampled_from(["a", "holes", "few"]), min_size=1, unique=True),
    positions=st.lists(st.integers(0, 11), min_size=1),
)
def test_samples_are_what_they_are_whoever_is_beside_them(
    scaling, missing, columns, positions
):
    chosen = np.array(positions)
    preparer = fit(TABLE, Binding(tuple(columns), scaling, missing=missing), TRAIN)
    whole = preparer(TABLE, EVERYONE)
    np.testing.assert_array_equal(preparer(TABLE, chosen), whole[chosen])
    assert np.isfinite(whole).all()

import re

import numpy as np
import pytest
from sklearn import datasets

from kgraph.data import DataError, describe
from kgraph.data.sources.builtin import read
from kgraph.document.builtin import BUILTINS
from kgraph.document.project import DataSource


def snake_case(name: str) -> str:
    without_unit = re.sub(r"\s*\(.*\)", "", name)
    return re.sub(r"\W+", "_", without_unit)


@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer", "diabetes"])
def test_features_are_those_of_scikit_learn_in_its_order(name):
    bunch = getattr(datasets, f"load_{name}")()
    table = read(name)
    *features, target = table.columns.values()
    assert [c.name for c in features] == [snake_case(n) for n in bunch.feature_names]
    for column, values in zip(features, bunch.data.T, strict=True):
        np.testing.assert_array_equal(column.values, values)
    np.testing.assert_array_equal(target.values, bunch.target)


@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer"])
def test_categories_are_those_of_scikit_learn(name):
    bunch = getattr(datasets, f"load_{name}")()
    assert BUILTINS[name].categories == tuple(bunch.target_names)


def test_digits_are_images():
    description = describe(DataSource("builtin", "digits"))
    image, digit = description.columns
    assert description.samples == 1797
    assert (image.name, image.shape, image.dtype) == ("image", (8, 8), "float32")
    assert (image.minimum, image.maximum) == (0, 16)
    assert not image.is_categorical
    assert (digit.name, digit.shape, digit.dtype) == ("digit", (), "int32")
    assert digit.categories == tuple("0123456789")


def test_shapes_are_images_with_masks_of_their_discs():
    description = describe(DataSource("builtin", "shapes"))
    image, mask = description.columns
    assert description.samples == 800
    assert (image.name, image.shape, image.dtype) == ("image", (32, 32, 1), "float32")
    assert (mask.name, mask.shape, mask.dtype) == ("mask", (32, 32, 1), "float32")
    assert (mask.minimum, mask.maximum, mask.is_binary) == (0, 1, True)


def test_a_mask_is_a_disc_that_is_brighter_than_what_has_neither_disc_nor_square():
    columns = read("shapes").columns
    images, masks = columns["image"].values, columns["mask"].values
    for image, mask in zip(images[:50, ..., 0], masks[:50, ..., 0], strict=True):
        rows, places = np.nonzero(mask)
        height, width = np.ptp(rows) + 1, np.ptp(places) + 1
        assert 3 <= height <= 14
        assert 3 <= width <= 14
        assert image[mask > 0].mean() > np.median(image) + 0.2


def test_shapes_are_the_same_every_time():
    first, second = (read("shapes").columns for _ in range(2))
    for name in first:
        np.testing.assert_array_equal(first[name].values, second[name].values)


def test_the_target_of_diabetes_is_a_number():
    target = describe(DataSource("builtin", "diabetes")).columns[-1]
    assert target.name == "progression"
    assert not target.is_categorical
    assert (target.minimum, target.maximum) == (25, 346)


@pytest.mark.parametrize("name", ["", "mnist", "__init__", "digits.csv"])
def test_an_unknown_name_is_refused_with_those_that_exist(name):
    with pytest.raises(
        DataError, match="digits, iris, wine, breast_cancer, diabetes, shapes"
    ):
        describe(DataSource("builtin", name))


@pytest.mark.parametrize("name", BUILTINS)
def test_the_summary_tells_how_many_samples_there_are(name):
    samples = describe(DataSource("builtin", name)).samples
    assert BUILTINS[name].summary.startswith(f"{samples:,} ")

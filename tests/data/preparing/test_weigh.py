import numpy as np
import pytest
from sklearn.utils.class_weight import compute_sample_weight

from kgraph.data import DataError, load
from kgraph.document.project import Binding, DataSource, Split

ROWS = "".join(f"{n},{'xxy'[n % 3]},{n % 3},{n % 5 - 1}\n" for n in range(60))


@pytest.fixture
def weighed(bound_project, write):
    source = DataSource("csv", str(write("size,kind,number,trust\n" + ROWS)))

    def make(loss="SparseCategoricalCrossentropy", **settings):
        column = settings.pop("column", "kind")
        target = Binding((column,), **settings)
        return load(
            bound_project(
                source,
                {"x": Binding(("size",))},
                {"y": target},
                loss=loss,
                split=Split(validation=0.2, test=0.1),
            )
        )

    return make


def test_samples_weigh_the_same_unless_somebody_says_so(weighed):
    dataset = weighed()
    assert (dataset.train.weights, dataset.test.weights) == ({}, {})


@pytest.mark.parametrize("column", ["kind", "number"])
def test_balanced_classes_weigh_as_scikit_learn_says_and_in_training_alone(
    weighed, column
):
    dataset = weighed(column=column, class_weights="balanced")
    labels = dataset.train.targets["y"][:, 0]
    expected = compute_sample_weight("balanced", labels)
    np.testing.assert_allclose(dataset.train.weights["y"], expected, rtol=1e-6)
    assert dataset.train.weights["y"].dtype == "float32"
    assert dataset.validation.weights == {}


def test_a_class_that_is_not_listed_weighs_one(weighed):
    train = weighed(class_weights={"y": 2.5}).train
    expected = np.where(train.targets["y"][:, 0] == 1, 2.5, 1)
    np.testing.assert_array_equal(train.weights["y"], expected)


def test_samples_have_weights_of_their_own_in_all_parts(weighed, bound_project, write):
    rows = "".join(f"{n},{'xy'[n % 2]},{n / 10}\n" for n in range(60))
    source = DataSource("csv", str(write("size,kind,trust\n" + rows, "w.csv")))
    target = Binding(("kind",), class_weights={"y": 3}, sample_weights="trust")
    dataset = load(bound_project(source, {"x": Binding(("size",))}, {"y": target}))
    for samples, of_y in (
        (dataset.train, 3),
        (dataset.validation, 1),
        (dataset.test, 1),
    ):
        own = samples.inputs["x"][:, 0] / 10
        by_class = np.where(samples.targets["y"][:, 0] == 1, of_y, 1)
        np.testing.assert_allclose(samples.weights["y"], own * by_class, rtol=1e-6)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"sample_weights": "trust"}, "Output 'y'.*'trust'.*0 or more.*-1"),
        ({"sample_weights": "nope"}, "Output 'y'.*'nope'"),
        ({"sample_weights": "kind"}, "'kind' must hold a number"),
        ({"class_weights": {"w": 1.0}}, "Output 'y'.*classes.*'x', 'y'.*'w'"),
        ({"class_weights": {"x": -1.0}}, "0 or more.*-1"),
        ({"class_weights": {"x": 0, "y": 0}}, "Output 'y'.*must count.*0 for all"),
        (
            {"column": "size", "class_weights": "balanced", "loss": "MeanSquaredError"},
            "Balanced.*'size'",
        ),
    ],
)
def test_weights_that_cannot_be_are_refused(weighed, settings, words):
    with pytest.raises(DataError, match=words):
        weighed(**settings)

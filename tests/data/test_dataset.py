import subprocess

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler

from kgraph.data import DataError, load
from kgraph.document.project import Binding, DataSource, Split

DIGITS = DataSource("builtin", "digits")
IMAGE = Binding(("image",), scaling="minmax", reshape=(8, 8, 1))
DIGIT = Binding(("digit",))


def test_a_program_with_the_same_calls_gets_equal_arrays(bound_project):
    project = bound_project(
        DIGITS,
        {"pixels": IMAGE},
        {"digit": DIGIT},
        split=Split(validation=0.2, test=0.1, seed=7),
    )
    dataset = load(project)

    digits = load_digits()
    rest, test = train_test_split(
        np.arange(1797), test_size=0.1, random_state=7, stratify=digits.target
    )
    train, validation = train_test_split(
        rest, test_size=0.2 / (1 - 0.1), random_state=7, stratify=digits.target[rest]
    )
    scaler = MinMaxScaler().fit(digits.images[train].reshape(-1, 1))
    pixels = scaler.transform(digits.images.reshape(-1, 1)).astype("float32")
    pixels = pixels.reshape(-1, 8, 8, 1)
    parts = (dataset.train, dataset.validation, dataset.test)
    for samples, part in zip(parts, (train, validation, test), strict=True):
        np.testing.assert_array_equal(samples.inputs["pixels"], pixels[part])
        np.testing.assert_array_equal(
            samples.targets["digit"], digits.target[part].reshape(-1, 1)
        )


def test_parts_have_the_length_of_their_arrays(bound_project):
    dataset = load(bound_project(DIGITS, {"x": IMAGE}, {"y": DIGIT}))
    assert [len(dataset.train), len(dataset.validation), len(dataset.test)] == [
        1257,
        270,
        270,
    ]


def test_several_inputs_and_outputs_keep_their_samples_together(bound_project):
    wine = DataSource("builtin", "wine")
    project = bound_project(
        wine,
        {"a": Binding(("alcohol",)), "b": Binding(("ash", "alcohol"))},
        {"c": Binding(("alcohol",)), "d": Binding(("cultivar",))},
        loss="MeanSquaredError",
    )
    train = load(project).train
    assert list(train.inputs) == ["a", "b"]
    assert list(train.targets) == ["c", "d"]
    np.testing.assert_array_equal(train.inputs["a"], train.inputs["b"][:, 1:])
    np.testing.assert_array_equal(train.inputs["a"], train.targets["c"])


def test_a_numeric_target_is_not_stratified(bound_project):
    source = DataSource("builtin", "diabetes")
    project = bound_project(
        source,
        {"x": Binding(("bmi",))},
        {"y": Binding(("progression",))},
        loss="MeanSquaredError",
    )
    assert len(load(project).train) == 308


def test_the_target_of_a_sparse_loss_is_whole_numbers(bound_project, write):
    source = DataSource("csv", str(write("x,y\n" + "0.5,0\n1.5,1\n" * 20)))
    whole = bound_project(source, {"x": Binding(("x",))}, {"y": Binding(("y",))})
    assert load(whole).train.targets["y"].dtype == "int32"
    halves = bound_project(source, {"x": Binding(("x",))}, {"y": Binding(("x",))})
    with pytest.raises(DataError, match=r"Output 'y'.*class numbers.*(0|1)\.5"):
        load(halves)


def test_data_may_lie_beside_the_project(bound_project, write):
    path = write("x,y\n" + "1,a\n2,b\n" * 20)
    project = bound_project(
        DataSource("csv", path.name),
        {"x": Binding(("x",))},
        {"y": Binding(("y",))},
        loss="BinaryCrossentropy",
    )
    train = load(project, path.parent).train
    np.testing.assert_array_equal(train.inputs["x"] - 1, train.targets["y"])


@pytest.mark.parametrize("shape", [[8, 8, 1], [None, 8, 1], None])
def test_a_shape_that_fits_is_no_obstacle(bound_project, shape):
    load(bound_project(DIGITS, {"x": IMAGE}, {"y": DIGIT}, shape=shape))


@pytest.mark.parametrize("shape", [[64], [8, 8], [8, 8, 3], [None]])
def test_an_input_of_another_shape_is_named_with_both_shapes(bound_project, shape):
    project = bound_project(DIGITS, {"pixels": IMAGE}, {"y": DIGIT}, shape=shape)
    with pytest.raises(DataError, match="Input 'pixels'") as caught:
        load(project)
    assert str(tuple(shape)) in str(caught.value)
    assert "(8, 8, 1)" in str(caught.value)


@pytest.mark.parametrize(
    ("source", "inputs", "outputs", "words"),
    [
        (None, {"x": IMAGE}, {"y": DIGIT}, "without a source"),
        (DIGITS, {"x": None}, {"y": DIGIT}, "Input 'x' must be bound.*'image'"),
        (DIGITS, {"x": IMAGE}, {"y": None}, "Output 'y' must be bound"),
        (DIGITS, {}, {"y": DIGIT}, "needs an Input"),
        (DIGITS, {"x": IMAGE}, {}, "needs an Output"),
        (DIGITS, {"x": Binding(("hue",))}, {"y": DIGIT}, "Input 'x'.*'hue'.*'image'"),
        (DIGITS, {"x": Binding(())}, {"y": DIGIT}, "Input 'x'.*a column"),
        (
            DIGITS,
            {"x": Binding(("image",), reshape=(9, 9))},
            {"y": DIGIT},
            r"Input 'x'.*\(8, 8\), 64 values.*\(9, 9\)",
        ),
        (
            DIGITS,
            {"x": Binding(("image", "digit"))},
            {"y": DIGIT},
            r"Input 'x'.*one shape.*'image' \(8, 8\), 'digit' \(\)",
        ),
        (
            DIGITS,
            {"x": Binding(("image",), one_hot=True)},
            {"y": DIGIT},
            "Input 'x'.*One-hot needs",
        ),
    ],
)
def test_what_does_not_fit_is_said_with_the_layer(
    bound_project, source, inputs, outputs, words
):
    with pytest.raises(DataError, match=words):
        load(bound_project(source, inputs, outputs))


def test_importing_the_room_is_light(python):
    heavy = "numpy", "sklearn", "keras", "PySide6"
    program = (
        "import sys, kgraph.data, kgraph.document.binding;"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    run = subprocess.run(
        [python, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.strip() == "[]"

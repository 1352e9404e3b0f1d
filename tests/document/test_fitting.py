"""What fits a tensor comes first in a search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import catalog
from kgraph.document.analysis import Tensor
from kgraph.document.fitting import Fit, arranged, follows, leads

LAYERS = catalog.load().all("layer")


def named(name: str):
    return catalog.load().operation(name)


def after(*shape, dtype="float32") -> list[str]:
    tensor = Tensor((None, *shape), dtype)
    return [s.name for s in arranged(LAYERS, lambda spec: follows(spec, tensor))]


def before(name: str) -> list[str]:
    return [s.name for s in arranged(LAYERS, lambda spec: leads(spec, named(name)))]


@pytest.mark.parametrize(
    ("first", "some", "shape"),
    [
        ("Conv2D", {"MaxPooling2D", "BatchNormalization", "Flatten"}, (28, 28, 1)),
        ("Conv1D", {"LSTM", "MultiHeadAttention", "GlobalAveragePooling1D"}, (20, 8)),
        ("Dense", {"Output", "Dropout"}, (10,)),
        ("Conv3D", {"MaxPooling3D"}, (8, 8, 8, 1)),
    ],
)
def test_what_is_made_for_a_shape_comes_first(first, some, shape):
    found = after(*shape)[:12]
    assert found[0] == first
    assert some <= set(found)


def test_whole_numbers_are_looked_up_and_the_pixels_of_images_are_not():
    assert after(10, dtype="int32")[0] == "Embedding"
    assert after(28, 28, 1, dtype="uint8")[0] == "Conv2D"
    assert after(1, dtype="string")[0] in ("Hashing", "StringLookup")


@pytest.mark.parametrize(
    ("target", "some"),
    [
        ("Conv2D", {"Conv2D", "MaxPooling2D", "BatchNormalization"}),
        ("Dense", {"Dense", "Flatten", "GlobalAveragePooling2D"}),
        ("LSTM", {"Embedding", "LSTM", "Conv1D"}),
    ],
)
def test_backwards_an_input_and_what_makes_that_shape_come_first(target, some):
    found = before(target)[:10]
    assert found[0] == "Input"
    assert some <= set(found)


def test_nothing_leads_out_of_an_output_and_nothing_into_an_input():
    assert leads(named("Output"), named("Dense")) is Fit.UNFIT
    assert follows(named("Input"), Tensor((None, 4))) is Fit.UNFIT


@given(
    st.lists(st.none() | st.integers(1, 9), max_size=6),
    st.sampled_from(["float32", "int64", "uint8", "bool", "string"]),
)
def test_no_operation_is_lost_and_none_that_is_unfit_comes_before_one_that_fits(
    shape, dtype
):
    tensor = Tensor(tuple(shape), dtype)
    found = arranged(LAYERS, lambda spec: follows(spec, tensor))
    assert sorted(s.name for s in found) == sorted(s.name for s in LAYERS)
    unfit = [follows(s, tensor) is Fit.UNFIT for s in found]
    assert unfit == sorted(unfit)


@given(st.sampled_from(LAYERS), st.integers(1, 6))
def test_a_name_with_a_number_of_dimensions_fits_no_other(spec, rank):
    fit = follows(spec, Tensor((None,) * rank))
    if fit is Fit.MADE_FOR and spec.name[-2:] in ("1D", "2D", "3D"):
        assert rank == int(spec.name[-2]) + 2 + spec.name.startswith("ConvLSTM")

import math

import pytest

from kgraph.document.binding import (
    drawn_shape,
    fits,
    in_words,
    sample_dtype,
    sample_shape,
)
from kgraph.document.errors import DataError
from kgraph.document.graph import Layer
from kgraph.document.project import Binding


@pytest.mark.parametrize(
    ("binding", "shape", "dtype"),
    [
        (Binding(("width",)), (1,), "float32"),
        (Binding(("width", "height", "rooms")), (3,), "float32"),
        (Binding(("species",)), (1,), "int32"),
        (Binding(("species", "sex")), (2,), "int32"),
        (Binding(("species",), scaling="standard"), (1,), "float32"),
        (Binding(("species", "width")), (2,), "float32"),
        (Binding(("species",), one_hot=True), (3,), "float32"),
        (Binding(("width", "species", "rooms"), one_hot=True), (8,), "float32"),
        (Binding(("image",)), (8, 8), "float32"),
        (Binding(("image", "mask")), (8, 8, 2), "float32"),
        (Binding(("image",), reshape=(8, 8, 1)), (8, 8, 1), "float32"),
        (Binding(("image",), reshape=(64,)), (64,), "float32"),
        (Binding(("width",), reshape=()), (), "float32"),
    ],
)
def test_the_shape_and_type_of_a_sample(description, binding, shape, dtype):
    assert sample_shape(binding, description) == shape
    assert sample_dtype(binding, description) == dtype


@pytest.mark.parametrize(
    ("binding", "words"),
    [
        (Binding(()), "Received: none"),
        (Binding(("depth",)), "'depth'.*'width', 'height'.* and 4 more"),
        (Binding(("id", "width")), "'id' is free text and is bound alone"),
        (Binding(("width", "image")), r"'width' \(\), 'image' \(8, 8\)"),
        (Binding(("width",), one_hot=True), "One-hot needs.*'width'"),
        (Binding(("image",), one_hot=True), "One-hot needs.*'image'"),
        (Binding(("image",), reshape=(8, 9)), r"\(8, 8\), 64.*\(8, 9\)"),
        (Binding(("image",), reshape=(-8, -8)), r"\(-8, -8\)"),
    ],
)
def test_what_does_not_go_together_is_refused(description, binding, words):
    with pytest.raises(DataError, match=words):
        sample_shape(binding, description)


def test_none_in_a_drawn_shape_fits_any_size():
    assert fits((5, 3), (None, 3))
    assert not fits((5, 4), (None, 3))
    assert not fits((5,), (5, 1))
    assert fits((), ())


@pytest.mark.parametrize("shape", [None, 5, "abc", ["8"], {}, [math.pi]])
def test_a_shape_that_is_none_is_not_compared(shape):
    assert drawn_shape(Layer("l1", "Input", "x", {"shape": shape})) is None


def test_many_names_are_cut_short():
    assert in_words("abc", most=2) == "'a', 'b' and 1 more"
    assert in_words("ab") == "'a', 'b'"

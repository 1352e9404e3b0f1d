import builtins
import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.codegen.names import MODULE_NAMES, Names, identifier


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("conv2d_1", "conv2d_1"),
        ("Left Encoder/2x", "left_encoder_2x"),
        ("blockOut", "block_out"),
        ("2x", "layer_2x"),
        ("", "layer"),
        ("!?", "layer"),
        ("max", "max_"),
        ("lambda", "lambda_"),
        ("layers", "layers_"),
        ("l", "l_"),
        ("größe", "größe"),
    ],
)
def test_a_variable_resembles_the_layers_name(text: str, expected: str):
    assert identifier(text) == expected


def test_a_name_that_cannot_begin_a_variable_is_led_by_its_type():
    assert identifier("2x", "add") == "add_2x"
    assert identifier("2x", "ops.add") == "layer"


@given(st.lists(st.tuples(st.text(), st.text())))
def test_variables_are_valid_unique_and_hide_nothing(texts: list[tuple[str, str]]):
    names = Names()
    given_out = [names.take(text, fallback) for text, fallback in texts]
    assert len(set(given_out)) == len(given_out)
    for name in given_out:
        assert name.isidentifier()
        assert not keyword.iskeyword(name)
        assert name not in MODULE_NAMES
        assert not hasattr(builtins, name)

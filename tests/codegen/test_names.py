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


@given(st.lists(st.text()))
def test_variables_are_valid_unique_and_hide_nothing(texts: list[str]):
    names = Names()
    given_out = [names.take(text) for text in texts]
    assert len(set(given_out)) == len(given_out)
    for name in given_out:
        assert name.isidentifier()
        assert not keyword.iskeyword(name)
        assert name not in MODULE_NAMES
        assert not hasattr(builtins, name)

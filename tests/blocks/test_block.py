import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import blocks
from kgraph.blocks import BlockError
from kgraph.document.analysis import Tensor
from kgraph.document.check import check
from kgraph.document.errors import KgraphError

RESIDUAL = blocks.find("Residual")
UP = blocks.find("UNetUp")
ENCODER = blocks.find("TransformerEncoder")
NAMES = [block.spec.name for block in blocks.all_blocks()]


@pytest.mark.parametrize(
    ("block", "config", "sentence"),
    [
        (
            RESIDUAL,
            {"filters": 0},
            "'filters' of Residual must be a whole number of at least 1. Received: 0.",
        ),
        (RESIDUAL, {"stride": None}, "'stride' .* Received: None"),
        (RESIDUAL, {"stride": True}, "'stride' .* Received: True"),
        (RESIDUAL, {"stride": 2.5}, "'stride' .* Received: 2.5"),
        (RESIDUAL, {"activation": "none"}, "an activation of Keras.* Received: 'none'"),
        (RESIDUAL, {"width": 3}, "one of channels, .* Received: 'width'"),
        (ENCODER, {"dropout": 1.5}, "a number from 0 to 1. Received: 1.5"),
        (ENCODER, {"norm": "none"}, "must be 'pre' or 'post'. Received: 'none'"),
        (
            blocks.find("UNetUp"),
            {"batch_norm": 1},
            "must be true or false. Received: 1",
        ),
    ],
)
def test_what_cannot_be_is_said_in_words(block, config, sentence):
    with pytest.raises(BlockError, match=sentence):
        block.make(config)


def test_what_is_not_given_is_the_default():
    assert RESIDUAL.make({}) == RESIDUAL.make({"channels": 64, "stride": 1})


@pytest.mark.parametrize(
    ("block", "shapes", "config"),
    [
        (RESIDUAL, [(None, 28, 28, 3)], {"channels": 3}),
        (RESIDUAL, [(None, 28, 28, 3), (None, 28, 28, 5)], {"channels": 3}),
        (ENCODER, [(None, None, 32)], {"features": 32}),
        (UP, [(None, 8, 8, 6), (None, 16, 16, 3)], {"channels": 6, "skip_channels": 3}),
        (UP, [None, (None, 16, 16, 3)], {"skip_channels": 3}),
        (RESIDUAL, [(None, None)], {}),
        (RESIDUAL, [()], {}),
        (RESIDUAL, [], {}),
    ],
)
def test_the_last_axes_of_its_tensors_say_how_many_channels_there_are(
    block, shapes, config
):
    tensors = [None if shape is None else Tensor(shape) for shape in shapes]
    assert block.config_for(tensors) == config


VALUES = st.one_of(
    st.integers(-2, 40),
    st.floats(),
    st.booleans(),
    st.none(),
    st.sampled_from(["pre", "post", "relu", ""]),
)


@given(st.data())
def test_a_block_is_a_sound_graph_or_says_why_not(data):
    block = blocks.find(data.draw(st.sampled_from(NAMES)))
    names = [parameter.name for parameter in block.spec.parameters]
    config = data.draw(st.dictionaries(st.sampled_from(names), VALUES, max_size=3))
    bundle, refusal = made(block, config)
    if bundle is None:
        assert "Received: " in refusal
    else:
        assert [p for p in check(bundle) if p.rule != "has-loss"] == []


def made(block, config):
    """Returns the bundle, or why there is none."""
    try:
        return block.make(config), ""
    except KgraphError as error:
        return None, str(error)

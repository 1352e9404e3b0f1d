import pytest
from sketch import Sketch

from kgraph.document.analysis import Problem
from kgraph.modeling import infer
from kgraph.modeling.words import plain, words_of


def problem_at(type: str, *shapes: list[int | None], **config: object) -> Problem:
    """The problem of one layer that is given tensors of these shapes."""
    s = Sketch()
    inputs = [s.add("Input", shape=shape) for shape in shapes]
    node = s.add(type, *inputs, name="it", **config)
    s.output(node)
    return next(p for p in infer(s.project()).problems if p.node == node)


@pytest.mark.parametrize(
    ("type", "shapes", "config", "words", "expected", "received"),
    [
        ("Conv2D", [[28, 28]], {"filters": 3, "kernel_size": 3}, "at least 4 dimensions", "at least 4 dimensions", "shape (None, 28, 28)"),
        ("LSTM", [[5]], {"units": 3}, "3 dimensions", "3 dimensions", "shape (None, 5)"),
        ("Dense", [[None]], {"units": 3}, "left open", "a known size", "None"),
        ("Conv2D", [[3, 3, 1]], {"filters": 2, "kernel_size": 5}, "larger than the tensor", "a tensor at least as large as the window", "shape (None, 3, 3, 1), window (5, 5, 1, 2)"),
        ("MaxPooling2D", [[3, 3, 1]], {"pool_size": 5}, "larger than the tensor", "a tensor at least as large as the window", "shape (None, 3, 3, 1), window (5, 5)"),
        ("Concatenate", [[3, 4], [4, 4]], {}, "joins tensors", "equal sizes along all other axes", "shapes (None, 3, 4), (None, 4, 4)"),
        ("ops.concatenate", [[3, 4], [4, 4]], {"axis": -1}, "joins tensors", "equal sizes along all other axes", "shapes (None, 3, 4) and (None, 4, 4)"),
        ("Add", [[3, 4], [3, 5]], {}, "value by value", "equal shapes", "(3, 4) and (3, 5) for one sample"),
        ("ops.add", [[3, 4], [3, 5]], {}, "value by value", "equal shapes", "(None, 3, 4) and (None, 3, 5)"),
        ("ops.matmul", [[5, 4], [5, 4]], {}, "last axis of x1", "x1.shape[-1] equal to x2.shape[-2]", "x1 (None, 5, 4), x2 (None, 5, 4)"),
        ("Reshape", [[16]], {"target_shape": [3, 5]}, "same number of values", "a shape that holds as many values as (16,)", "(3, 5)"),
        ("Dot", [[3], [4]], {"axes": 1}, "equally long", "equal sizes", "3 and 4"),
        ("Conv2D", [[8, 8, 3]], {"filters": 4, "kernel_size": 3, "groups": 2}, "2 groups", "a multiple of 2 channels", "3 channels"),
        ("TimeDistributed", [[5]], {"layer": {"class_name": "Dense", "config": {"units": 3}}}, "at least 3 dimensions", "at least 3 dimensions", "shape (None, 5)"),
        ("BatchNormalization", [[4]], {"axis": 5}, "an axis that its tensor does not have", "an axis of the tensor", "one beyond its dimensions"),
        ("ops.mean", [[5, 4]], {"axis": 7}, "axis 7", "an axis below 3", "7"),
        ("Dense", [[4]], {"units": 3, "activation": "relux"}, "no activation named relux", "a known activation", "relux"),
        ("Subtract", [[3]], {}, "exactly 2 tensors", "2 tensors", "shapes (None, 3)"),
    ],
)  # fmt: skip
def test_says_what_keras_means(type, shapes, config, words, expected, received):
    problem = problem_at(type, *shapes, **config)
    assert words in problem.message
    assert "'it'" in problem.message
    assert (problem.expected, problem.received) == (expected, received)


@pytest.mark.parametrize(
    ("type", "shapes", "config"),
    [
        ("Permute", [[3, 4]], {"dims": [1, 2, 3]}),
        ("Permute", [[3, 4]], {"dims": [0, 1]}),
        ("Cropping2D", [[5, 4, 3]], {"cropping": 5}),
        ("Bidirectional", [[5, 4]], {"layer": {"class_name": "Dense", "config": {"units": 3}}}),
        ("EinsumDense", [[5, 4]], {"equation": "abc,cd->abd", "output_shape": 3}),
        ("Dropout", [[4]], {"rate": 2.0}),
        ("ops.squeeze", [[5, 4]], {"axis": 1}),
        ("Input", [], {"shape": [-3]}),
    ],
)  # fmt: skip
def test_keeps_what_it_has_no_words_for_short_and_clean(type, shapes, config):
    problem = problem_at(type, *shapes, **config)
    assert "it" in problem.message
    assert "\x1b" not in problem.message
    assert "\n" not in problem.message
    assert "this_layer" not in problem.message
    assert len(problem.message) < 400


def test_takes_off_what_keras_wraps_around_a_message():
    wrapped = (
        "Exception encountered when calling Dense.call().\n\n"
        "\x1b[1mBad things.\x1b[0m\n\n"
        "Arguments received by Dense.call():\n  • inputs=<KerasTensor>"
    )
    assert plain(wrapped) == "Bad things."
    assert words_of(ValueError(wrapped), "'it'").message == "'it': Bad things."


def test_names_the_error_where_keras_has_no_text():
    assert "KeyError" in words_of(KeyError(), "'it'").message


@pytest.mark.parametrize(
    "said",
    [
        "{{function_node __wrapped__Fill}} OOM when allocating tensor with shape[13,9] and type float",
        "{{function_node __wrapped__Fill}} Shape [13,9] would have more than 2**63 - 1 elements",
    ],
)
def test_weights_that_no_memory_can_hold(said):
    words = words_of(RuntimeError(said), "'it'")
    assert words.message == "'it' is larger than the memory of this machine."
    assert "13" in words.received

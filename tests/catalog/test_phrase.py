"""A typed line means an operation and its arguments."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph import catalog
from kgraph.catalog.phrase import phrases, read, signature


def best(text: str):
    return phrases(text)[0]


@pytest.mark.parametrize(
    ("text", "type", "config"),
    [
        ("conv 32 3 relu", "Conv2D", {"filters": 32, "kernel_size": 3}),
        ("conv2d 32 3x3 relu", "Conv2D", {"filters": 32, "kernel_size": [3, 3]}),
        ("conv 2d 32 (3, 3) relu", "Conv2D", {"filters": 32, "kernel_size": [3, 3]}),
        ("conv relu 32 3,3", "Conv2D", {"filters": 32, "kernel_size": [3, 3]}),
        (
            "Conv2D(32, 3, activation='relu')",
            "Conv2D",
            {"filters": 32, "kernel_size": 3},
        ),
        ("conv1d 32 kernel=5 act=relu", "Conv1D", {"filters": 32, "kernel_size": 5}),
        ("conv 1d 32 5 relu", "Conv1D", {"filters": 32, "kernel_size": 5}),
    ],
)
def test_words_numbers_and_names_become_arguments(text, type, config):
    phrase = best(text)
    assert phrase.spec.name == type
    assert phrase.config == {**config, "activation": "relu"}
    assert not phrase.problems
    assert not phrase.missing


@pytest.mark.parametrize(
    ("text", "type", "config"),
    [
        ("conv 3", "Conv2D", {"filters": 3}),
        ("input 28 28 1", "Input", {"shape": [28, 28, 1]}),
        ("input 10", "Input", {"shape": [10]}),
        ("input none 3 int32", "Input", {"shape": [None, 3], "dtype": "int32"}),
        ("output", "Output", {}),
        ("zero pad 2", "ZeroPadding2D", {"padding": 2}),
        ("dropout .5", "Dropout", {"rate": 0.5}),
        ("max pool 2 same", "MaxPooling2D", {"pool_size": 2, "padding": "same"}),
        ("reshape -1 7", "Reshape", {"target_shape": [-1, 7]}),
        ("attention 8 64", "MultiHeadAttention", {"num_heads": 8, "key_dim": 64}),
        (
            "lstm 64 return_sequences",
            "LSTM",
            {"units": 64, "return_sequences": True},
        ),
        (
            "bidirectional lstm 64 relu",
            "Bidirectional",
            {
                "layer": {
                    "class_name": "LSTM",
                    "config": {"units": 64, "activation": "relu"},
                }
            },
        ),
        (
            "conv 8 kernel=3 kernel=he_normal",
            "Conv2D",
            {
                "filters": 8,
                "kernel_size": 3,
                "kernel_initializer": {"class_name": "HeNormal", "config": {}},
            },
        ),
    ],
)
def test_a_value_is_read_as_its_parameter_takes_it(text, type, config):
    phrase = best(text)
    assert (phrase.spec.name, phrase.config, phrase.problems) == (type, config, ())


@pytest.mark.parametrize("text", ["conv1d 32", "conv 1d", "Conv1D", "conv 1d 32 3"])
def test_a_name_may_hold_a_digit(text):
    assert best(text).spec.name == "Conv1D"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("conv 32 3 foo", "`foo` is no argument of Conv2D"),
        ("dense 10 soft", "`soft` may be soft_shrink, softmax, softplus, softsign"),
        ("dense 2.5", "`units` takes a whole number, not `2.5`"),
        ("conv 3 3 padding=full", "`padding` takes valid or same, not `full`"),
        ("conv 3 3 1 9", "`padding` takes valid or same, not `9`"),
        ("dense units=", "`units` has no value yet"),
        ("dense sides=3", "`sides` is no argument of Dense"),
        ("add 3", "`3` is one argument too many"),
        ("bidirectional lstm", "`units` of LSTM is missing"),
        ("dense 1" + "0" * 99, "`units` takes a whole number, not `1" + "0" * 99 + "`"),
    ],
)
def test_what_is_not_understood_is_said_and_not_guessed(text, sentence):
    assert sentence in best(text).problems


def test_a_word_is_completed_where_it_can_become_but_one():
    assert best("dense 10 softm").config == {"units": 10, "activation": "softmax"}


def test_a_layer_is_named_and_a_call_is_given_constants():
    phrase = best("mha 8 64 use_causal_mask=true name=stem")
    assert (phrase.name, phrase.constants) == ("stem", {"use_causal_mask": True})
    assert phrase.config == {"num_heads": 8, "key_dim": 64}


def test_a_default_is_shown_but_not_stored():
    phrase = best("conv 32 3 valid")
    assert phrase.text == "filters=32 kernel_size=3 padding=valid"
    assert phrase.config == {"filters": 32, "kernel_size": 3}


def test_what_is_required_and_was_not_said_is_known():
    assert best("conv 32").missing == ("kernel_size",)


@pytest.mark.parametrize(
    ("text", "current"),
    [
        ("conv ", "filters"),
        ("conv 32", "filters"),
        ("conv 32 ", "kernel_size"),
        ("conv 32 3 relu", "activation"),
        ("conv 32 act=", "activation"),
        ("input 28 ", "batch_size"),
    ],
)
def test_the_parameter_that_is_typed_or_comes_next_is_known(text, current):
    assert best(text).current == current


def test_what_means_something_comes_before_what_does_not():
    found = phrases("attention 8 64")
    problems = [bool(phrase.problems) for phrase in found]
    assert problems == sorted(problems)
    assert (problems[0], problems[-1]) == (False, True)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_read_without_an_error(text):
    for phrase in phrases(text)[:3]:
        assert set(phrase.config) <= set(signature(phrase.spec))


WORDS = st.one_of(
    st.integers(-9, 99).map(str),
    st.sampled_from(
        [
            "relu",
            "same",
            "true",
            "none",
            "3x3",
            "(2,2)",
            "1e3",
            ".",
            "=",
            "a=",
            "((",
            '"',
        ]
    ),
    st.text("ab=,()[]x.0'-", max_size=6),
)


@settings(deadline=None)
@given(
    st.sampled_from(list(catalog.load().all("layer", "op"))),
    st.lists(WORDS, max_size=5),
)
def test_every_operation_reads_any_words(spec, words):
    phrase = read(spec, words)
    for name, value in phrase.arguments.items():
        parameter = spec.parameter(name)
        if parameter.kind == "integer" and value is not None:
            assert type(value) is int
        if parameter.kind == "choice" and value is not None:
            assert value in parameter.choices


@settings(deadline=None)
@given(st.integers(1, 512), st.integers(1, 9), st.sampled_from(["relu", "tanh"]))
def test_what_is_shown_means_the_same_when_it_is_typed(filters, size, activation):
    phrase = best(f"conv {filters} {size} {activation}")
    assert best(f"conv {phrase.text}").config == phrase.config

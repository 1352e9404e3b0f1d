import pytest

from kgraph.document.names import base_name, unique_name


@pytest.mark.parametrize(
    ("type", "name"),
    [
        ("Dense", "dense"),
        ("Conv2D", "conv2d"),
        ("Conv2DTranspose", "conv2d_transpose"),
        ("MaxPooling2D", "max_pooling2d"),
        ("LSTM", "lstm"),
        ("GlobalAveragePooling1D", "global_average_pooling1d"),
        ("BatchNormalization", "batch_normalization"),
        ("PReLU", "p_re_lu"),
        ("ops.add", "add"),
        ("ops.nn.relu", "relu"),
        ("ops.expand_dims", "expand_dims"),
        ("graph:encoder", "encoder"),
        ("Input", "input"),
    ],
)
def test_layers_are_named_as_keras_names_them(type, name):
    assert base_name(type) == name


@pytest.mark.parametrize("type", ["", "graph:", "ops.", "/", "graph:/"])
def test_a_type_without_letters_has_a_name_too(type):
    assert base_name(type) == "layer"


def test_the_first_name_that_is_free_is_taken():
    assert unique_name("a", {}) == "a"
    assert unique_name("a", {"a", "a_1", "a_3"}) == "a_2"

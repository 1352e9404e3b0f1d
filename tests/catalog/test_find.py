import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import catalog
from kgraph.catalog.find import words


def names(text: str, *kinds: str) -> list[str]:
    return [spec.name for spec in catalog.search(text, *kinds)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("fc", "Dense"),
        ("FC", "Dense"),
        ("bn", "BatchNormalization"),
        ("conv", "Conv2D"),
        ("conv 2d", "Conv2D"),
        ("conv2d", "Conv2D"),
        ("conv1", "Conv1D"),
        ("den", "Dense"),
        ("dense", "Dense"),
        ("max pool", "MaxPooling2D"),
        ("maxpool", "MaxPooling2D"),
        ("max_pool", "MaxPooling2D"),
        ("glob avg", "GlobalAveragePooling2D"),
        ("avgpool2d", "AveragePooling2D"),
        ("relu", "ReLU"),
        ("ops.relu", "ReLU"),
        ("concat", "Concatenate"),
        ("mha", "MultiHeadAttention"),
        ("multi head", "MultiHeadAttention"),
        ("lstm", "LSTM"),
        ("input", "Input"),
        ("out", "Output"),
        ("matmul", "ops.matmul"),
        ("expand dims", "ops.expand_dims"),
    ],
)
def test_what_is_typed_finds_what_is_meant(typed: str, first: str) -> None:
    assert names(typed)[0] == first


def test_kinds_narrow_the_search() -> None:
    assert names("mse", "loss") == ["MeanSquaredError"]
    assert names("mse", "metric")[0] == "MeanSquaredError"
    assert names("relu", "activation")[0] == "relu"


def test_a_match_inside_a_word_is_none() -> None:
    assert "Dense" not in names("ense")


def test_the_category_finds_its_layers_last() -> None:
    found = names("pooling")
    assert found[0] == "MaxPooling2D"
    assert "GlobalMaxPooling1D" in found


def test_no_text_finds_everything_in_the_order_of_the_catalogue() -> None:
    assert catalog.search("", "layer") == list(catalog.load().all("layer"))


@given(st.text(max_size=12))
def test_no_text_breaks_the_search(text: str) -> None:
    found = names(text)
    assert len(found) == len(set(found))


@given(st.sampled_from([s.name for s in catalog.load().all("layer")]))
def test_a_layer_is_found_first_by_its_own_name(name: str) -> None:
    assert names(name)[0] == name
    assert names(name.lower())[0] == name


def test_names_fall_into_words() -> None:
    assert words("Conv2DTranspose") == ("conv", "2d", "transpose")
    assert words("expand_dims") == ("expand", "dims")
    assert words("LSTM") == ("lstm",)

"""Numbers are bounded by what they are for: sizes, values, and whatever else."""

from typing import Any

import pytest

from kgraph import catalog
from kgraph.importing.allowing.lengths import refuse_lengths
from kgraph.importing.errors import NotAllowedError
from kgraph.importing.opening import limits


def check(layer: str, **config: Any) -> None:
    refuse_lengths(catalog.load().operation(layer), layer, config)


@pytest.mark.parametrize(
    ("layer", "config"),
    [
        ("Embedding", {"input_dim": 80_000_000}),
        ("Hashing", {"num_bins": 2**24, "salt": [2**60, 2**61]}),
        ("TextVectorization", {"max_tokens": 5_000_000}),
        ("Dropout", {"rate": 0.5, "seed": 2**63}),
        ("IntegerLookup", {"vocabulary": [2**40], "oov_token": -(2**40)}),
        ("Normalization", {"mean": [1e12], "variance": [1e24]}),
        ("Reshape", {"target_shape": [-1, 1_000_000]}),
        ("MelSpectrogram", {"sampling_rate": 192_000}),
    ],
)
def test_numbers_of_real_models_are_let_through(
    layer: str, config: dict[str, Any]
) -> None:
    check(layer, **config)


@pytest.mark.parametrize(
    ("layer", "config"),
    [
        ("StringLookup", {"num_oov_indices": limits.LENGTH + 1}),
        ("TextVectorization", {"ngrams": [1, 10**9]}),
        ("TextVectorization", {"ngrams": -(10**9)}),
        ("RandAugment", {"num_ops": 1e9}),
        ("Dense", {"units": limits.SIZE + 1}),
        ("Dense", {"an_argument_of_tomorrow": 10**9}),
        ("Reshape", {"target_shape": [[10**9]]}),
    ],
)
def test_others_are_not(layer: str, config: dict[str, Any]) -> None:
    with pytest.raises(NotAllowedError, match=f"`{next(iter(config))}` of {layer}"):
        check(layer, **config)


def test_what_is_received_stays_readable() -> None:
    with pytest.raises(NotAllowedError, match=r"may be 200,000,000, not 1e\+300"):
        check("Dense", units=10**300)


def test_an_input_has_no_entry_and_its_sizes_are_bounded() -> None:
    refuse_lengths(None, "InputLayer", {"batch_shape": [None, 10_000_000]})
    with pytest.raises(NotAllowedError):
        refuse_lengths(None, "InputLayer", {"batch_shape": [None, 10**9]})

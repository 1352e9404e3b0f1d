"""What cannot be trained with is said before a run begins."""

import pytest

from kgraph.document.project import Training
from kgraph.training import TrainingError
from kgraph.training.settings import check_settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("epochs", 0),
        ("batch_size", 0),
        ("batch_size", -1),
        ("batch_size", 10**30),
        ("seed", -1),
        ("seed", 2**32),
    ],
)
def test_a_number_out_of_range_is_named(name, value):
    with pytest.raises(TrainingError, match=f"`{name}` from .* Received: {value}"):
        check_settings(Training(**{name: value}))


def test_the_ends_of_the_ranges_are_inside():
    check_settings(Training(epochs=1, batch_size=1, seed=0))
    check_settings(Training(seed=2**32 - 1))
    check_settings(Training(seed=None))

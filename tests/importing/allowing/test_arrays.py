"""An array in a config is lists of numbers that make one: not more, not ragged."""

from typing import Any

import pytest

from kgraph.importing.allowing.arrays import checked_array
from kgraph.importing.errors import NotAllowedError
from kgraph.importing.opening import limits


@pytest.mark.parametrize("value", [3, True, [], [[]], [1, 2.5], [[1, 2], [3, 4]]])
def test_an_array_comes_back(value: Any) -> None:
    assert checked_array(value) is value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([1, [2]], "one length"),
        ([[1], [2, 3]], "one length"),
        (["x"], "hold numbers"),
        (None, "hold numbers"),
        ([{"class_name": "Lambda"}], "hold numbers"),
        ([0] * (limits.ARRAY_VALUES + 1), "800,000 numbers"),
        ([[0, 0]] * limits.ARRAY_VALUES, "800,000 numbers"),
    ],
)
def test_what_is_none_is_refused(value: Any, words: str) -> None:
    with pytest.raises(NotAllowedError, match=words):
        checked_array(value)


def test_an_array_has_so_many_axes_and_no_more() -> None:
    value: Any = 1
    for _ in range(limits.ARRAY_RANK):
        value = [value]
    checked_array(value)
    with pytest.raises(NotAllowedError, match="16 axes"):
        checked_array([value])

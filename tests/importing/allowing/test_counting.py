"""A config that asks for more than a model needs is refused while it is counted."""

import pytest

from kgraph.importing.allowing.counting import Count, check_hidden
from kgraph.importing.errors import ImportRefusedError
from kgraph.importing.opening import limits


def test_layers_of_all_models_are_counted_together() -> None:
    count = Count()
    count.model([{}] * limits.LAYERS, 0)
    with pytest.raises(ImportRefusedError, match="20,000 layers"):
        count.model([{}], 1)


def test_calls_are_counted() -> None:
    with pytest.raises(ImportRefusedError, match="40,000 calls"):
        Count().model([{"inbound_nodes": [[]] * (limits.CALLS + 1)}], 0)


def test_layers_in_layers_count_as_layers_too() -> None:
    count = Count()
    count.model([{}] * limits.LAYERS, 0)
    with pytest.raises(ImportRefusedError, match="20,000 layers"):
        count.nested()


def test_models_stand_in_each_other_so_deep_and_no_deeper() -> None:
    Count().model([], limits.MODEL_DEPTH)
    with pytest.raises(ImportRefusedError, match="12 deep"):
        Count().model([], limits.MODEL_DEPTH + 1)


def test_calls_that_a_file_does_not_spell_out_are_few() -> None:
    check_hidden(limits.HIDDEN_CALLS)
    with pytest.raises(ImportRefusedError, match="so often"):
        check_hidden(limits.HIDDEN_CALLS + 1)

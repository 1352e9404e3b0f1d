"""Counts what a config asks Keras to make, before anything is made."""

from collections.abc import Mapping
from typing import Any

from kgraph.importing.errors import ImportRefusedError
from kgraph.importing.opening import limits


class Count:
    """How many layers and calls one config describes so far."""

    def __init__(self) -> None:
        self._layers = 0
        self._nested = 0
        self._calls = 0

    def model(self, layers: list[Any], depth: int) -> None:
        """Counts a model.

        Args:
            layers: As its config has them.
            depth: In how many models it stands.

        Raises:
            ImportRefusedError: If that is more than any model needs.
        """
        if depth > limits.MODEL_DEPTH:
            raise ImportRefusedError(
                f"Models may stand in each other {limits.MODEL_DEPTH} deep. "
                "Received: more."
            )
        self._layers += len(layers)
        calls = [x.get("inbound_nodes") for x in layers if isinstance(x, Mapping)]
        self._calls += sum(len(nodes) for nodes in calls if isinstance(nodes, list))
        self._check()

    def nested(self) -> None:
        """Counts a layer that is an argument of another one: in a wrapper, a cell.

        Raises:
            ImportRefusedError: If that is more than any model needs.
        """
        self._layers += 1
        self._nested += 1
        self._check()

    def _check(self) -> None:
        if self._layers > limits.LAYERS or self._calls > limits.CALLS:
            raise ImportRefusedError(
                f"A model may have {limits.LAYERS:,} layers and {limits.CALLS:,} "
                "calls. Received: more."
            )
        if self._nested > limits.NESTED:
            raise ImportRefusedError(
                f"At most {limits.NESTED:,} layers may be arguments of other layers. "
                "Received: more."
            )


def check_hidden(calls: int) -> None:
    """Raises if submodels are called so often that few layers stand for many calls."""
    if calls > limits.HIDDEN_CALLS:
        raise ImportRefusedError(
            "The model calls its submodels so often that they stand for more than "
            f"{limits.HIDDEN_CALLS:,} calls. Received: {calls:,}."
        )

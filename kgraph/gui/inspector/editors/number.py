"""Edits a number: any size, any number of digits, None where that may be."""

import math
from decimal import Decimal
from typing import Any

from kgraph.catalog import ParameterSpec
from kgraph.gui.inspector.editors.line import Notation
from kgraph.gui.inspector.editors.spin_box import SteppedEditor


class NumberEditor(SteppedEditor):
    """A spin box.

    A float is written as Python writes it, `1e-07`; a step changes its first digit.
    """

    def __init__(self, parameter: ParameterSpec) -> None:
        self._is_integer = parameter.kind == "integer"
        reads = read_integer if self._is_integer else read_float
        super().__init__(parameter, Notation(reads, repr))

    def step(self, steps: int) -> None:
        """Steps the number, or what is taken where there is none."""
        value = self._value
        if value is None:
            value = self.parameter.default or 0
        step = integer_step if self._is_integer else float_step
        self.take(step(value, steps))


def read_integer(text: str) -> int:
    """Returns the whole number that a text stands for: `64`, `1_000`, `1e3`."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text)
        if number.is_integer():
            return int(number)
    except (ValueError, OverflowError):
        pass
    raise ValueError(f"A whole number is expected. Received: {text.strip()!r}.")


def read_float(text: str) -> float:
    """Returns the finite number that a text stands for; a comma may be its point."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"A number is expected. Received: {text.strip()!r}.")
    return number


def integer_step(value: Any, steps: int) -> int:
    """Returns a whole number some steps away."""
    return int(value) + steps


def float_step(value: Any, steps: int) -> float:
    """Returns a number some steps of its first digit away.

    Example:

    >>> float_step(0.001, 1), float_step(0.001, -1), float_step(0.5, 1)
    (0.002, 0.0009, 0.6)
    """
    number = Decimal(repr(float(value)))
    for _ in range(abs(steps)):
        number += _size(number, steps > 0) * (1 if steps > 0 else -1)
    return float(number)


def _size(number: Decimal, is_up: bool) -> Decimal:
    if number == 0:
        return Decimal("0.1")
    first = Decimal(1).scaleb(number.adjusted())
    goes_to_zero = is_up == (number < 0)
    return first / 10 if abs(number) == first and goes_to_zero else first

"""Undo and redo: a list of values, and which of them is the present one."""

import time
from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from kgraph.document.values import is_identical

Value = TypeVar("Value")

LIMIT = 1000
PAUSE = 1.0


class Step(NamedTuple, Generic[Value]):
    """A value, and the edit that led to it.

    Attributes:
        time: When the edit was made, in seconds since 1970.
    """

    value: Value
    label: str
    time: float


class History(Generic[Value]):
    """Remembers values, which share what did not change between them.

    Args:
        value: The first value.
        clock: Returns seconds; tells edits that follow closely from a new start.
        label: How the first value came about.
        limit: How many edits are remembered; the oldest are forgotten first.
        pause: Seconds without an edit after which a merge key begins a new step.
    """

    def __init__(
        self,
        value: Value,
        clock: Callable[[], float] = time.monotonic,
        *,
        label: str = "New",
        limit: int = LIMIT,
        pause: float = PAUSE,
    ) -> None:
        self._steps = [Step(value, label, time.time())]
        self._present = 0
        self._clock = clock
        self._limit = limit
        self._pause = pause
        self._open: str | None = None  # merge key of the step that may still grow
        self._last_edit = 0.0

    @property
    def value(self) -> Value:
        """The present value."""
        return self._steps[self._present].value

    @property
    def steps(self) -> tuple[Step[Value], ...]:
        """All that is remembered, oldest first; what was undone comes last."""
        return tuple(self._steps)

    @property
    def present(self) -> int:
        """Which of the steps is the present one."""
        return self._present

    @property
    def undo_label(self) -> str | None:
        """Name of the edit that undo would take back, None if there is none."""
        return self._steps[self._present].label if self._present else None

    @property
    def redo_label(self) -> str | None:
        """Name of the edit that redo would bring back, None if there is none."""
        ahead = self._present + 1
        return self._steps[ahead].label if ahead < len(self._steps) else None

    def push(self, value: Value, label: str, merge_key: str | None = None) -> None:
        """Makes a value the present one; an identical value is no step.

        Args:
            label: What the person did, for the menu: `Move 3 nodes`.
            merge_key: Edits with one key that follow each other closely (a drag,
                typing in one field) become one step.
        """
        if is_identical(value, self.value):
            return
        now = self._clock()
        is_same_step = (
            merge_key is not None
            and merge_key == self._open
            and now - self._last_edit <= self._pause
        )
        kept = self._present if is_same_step else self._present + 1
        del self._steps[kept:]
        self._open = merge_key
        self._last_edit = now
        if is_same_step and is_identical(value, self._steps[-1].value):
            self._open = None  # back where the drag began
        else:
            self._steps.append(Step(value, label, time.time()))
            del self._steps[: -self._limit - 1]
        self._present = len(self._steps) - 1

    def amend(self, function: Callable[[Value], Value]) -> None:
        """Changes every remembered value alike, which is no step to undo."""
        steps = self._steps
        self._steps = [step._replace(value=function(step.value)) for step in steps]

    def undo(self) -> bool:
        """Goes one step back; whether there was one."""
        return self.go_to(self._present - 1)

    def redo(self) -> bool:
        """Goes one step forward again; whether there was one."""
        return self.go_to(self._present + 1)

    def go_to(self, index: int) -> bool:
        """Makes the value of a step the present one.

        Args:
            index: Its place in `steps`.

        Returns:
            Whether there is such a step, and it was not the present one.
        """
        if index == self._present or not 0 <= index < len(self._steps):
            return False
        self._present = index
        self._open = None
        return True

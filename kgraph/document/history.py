"""Undo and redo: a list of past values and one of values to come."""

import time
from collections import deque
from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")

LIMIT = 1000
PAUSE = 1.0


class _Step(NamedTuple, Generic[Value]):
    """A value, and the edit that lies between it and the present."""

    value: Value
    label: str


class History(Generic[Value]):
    """Remembers values, which share what did not change between them.

    Args:
        value: The first value.
        clock: Returns seconds; tells edits that follow closely from a new start.
        limit: How many steps are remembered; the oldest are forgotten first.
        pause: Seconds without an edit after which a merge key begins a new step.
    """

    def __init__(
        self,
        value: Value,
        clock: Callable[[], float] = time.monotonic,
        *,
        limit: int = LIMIT,
        pause: float = PAUSE,
    ) -> None:
        self._value = value
        self._past: deque[_Step[Value]] = deque(maxlen=limit)
        self._future: list[_Step[Value]] = []
        self._clock = clock
        self._pause = pause
        self._open: str | None = None  # merge key of the step that may still grow
        self._last_edit = 0.0

    @property
    def value(self) -> Value:
        """The present value."""
        return self._value

    @property
    def undo_label(self) -> str | None:
        """Name of the edit that undo would take back, None if there is none."""
        return self._past[-1].label if self._past else None

    @property
    def redo_label(self) -> str | None:
        """Name of the edit that redo would bring back, None if there is none."""
        return self._future[-1].label if self._future else None

    def push(self, value: Value, label: str, merge_key: str | None = None) -> None:
        """Makes a value the present one; an equal value is no step.

        Args:
            label: What the person did, for the menu: `Move 3 nodes`.
            merge_key: Edits with one key that follow each other closely (a drag,
                typing in one field) become one step.
        """
        if value is self._value or value == self._value:
            return
        now = self._clock()
        is_same_step = (
            merge_key is not None
            and merge_key == self._open
            and now - self._last_edit <= self._pause
        )
        if not is_same_step:
            self._past.append(_Step(self._value, label))
        self._future.clear()
        self._value = value
        self._open = merge_key
        self._last_edit = now
        if is_same_step and value == self._past[-1].value:
            self._value = self._past.pop().value  # back where the drag began
            self._open = None

    def undo(self) -> bool:
        """Goes one step back; whether there was one."""
        return self._go(self._past, self._future)

    def redo(self) -> bool:
        """Goes one step forward again; whether there was one."""
        return self._go(self._future, self._past)

    def _go(
        self,
        behind: "deque[_Step[Value]] | list[_Step[Value]]",
        ahead: "deque[_Step[Value]] | list[_Step[Value]]",
    ) -> bool:
        if not behind:
            return False
        step = behind.pop()
        ahead.append(_Step(self._value, step.label))
        self._value = step.value
        self._open = None
        return True

"""Requests that wait for their turn."""

from collections import deque
from threading import Condition

from kgraph.messages import Analyze, AnyRequest


class Waiting:
    """A queue between two threads in which only the latest `Analyze` counts.

    People draw faster than shapes can be found; what they have drawn over in the
    meantime is of no interest.
    """

    def __init__(self) -> None:
        self._requests: deque[AnyRequest] = deque()
        self._changed = Condition()
        self._is_closed = False

    def put(self, request: AnyRequest) -> None:
        """Adds a request; an `Analyze` takes the place of one that still waits."""
        with self._changed:
            if isinstance(request, Analyze):
                others = (r for r in self._requests if not isinstance(r, Analyze))
                self._requests = deque(others)
            self._requests.append(request)
            self._changed.notify()

    def has_drawing(self) -> bool:
        """Whether a drawing waits to be analysed: a newer one than the last."""
        with self._changed:
            return any(isinstance(request, Analyze) for request in self._requests)

    def take(self) -> AnyRequest | None:
        """Waits for the next request; None once the queue is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._requests or self._is_closed)
            return None if self._is_closed else self._requests.popleft()

    def close(self) -> None:
        """Lets go whoever waits; requests that are left are forgotten."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

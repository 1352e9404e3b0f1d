"""A clock that goes as a test wants it."""


class Clock:
    """The seconds that a test makes it."""

    now = 0.0

    def __call__(self) -> float:
        return self.now

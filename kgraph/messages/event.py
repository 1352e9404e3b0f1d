"""What all events have in common."""

from msgspec import Struct


class Event(Struct, frozen=True, tag=True):
    """What an engine tells the window."""

    @property
    def about(self) -> str:
        """What the request was about that it answers; empty for any."""
        return ""


class Answer(Event, frozen=True):
    """The answer to one of several questions.

    Attributes:
        number: That of the question.
    """

    number: int

    @property
    def about(self) -> str:
        """The number of what was asked."""
        return str(self.number)

"""What an engine tells of the samples that a model learns from."""

from kgraph.document.looks import Sample, Summary
from kgraph.messages.event import Event


class Looked(Event, frozen=True):
    """The answer to `Look`.

    Attributes:
        total: How many samples are meant, of which some are shown.
    """

    number: int
    total: int
    samples: tuple[Sample, ...]

    @property
    def about(self) -> str:
        """The number of what was asked."""
        return str(self.number)


class Summarized(Event, frozen=True):
    """The answer to `Summarize`."""

    number: int
    summary: Summary

    @property
    def about(self) -> str:
        """The number of what was asked."""
        return str(self.number)

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


class Downloading(Event, frozen=True):
    """Data is on its way from somewhere else.

    Attributes:
        title: What is downloaded, in words.
        done: How many bytes are here.
        total: How many it will be; None if nobody knows.
    """

    title: str
    done: int
    total: int | None = None

    @property
    def sentence(self) -> str:
        """How far it got, in words."""
        if self.total:
            return f"Downloading {self.title}: {self.done / self.total:.0%}"
        return f"Downloading {self.title}: {self.done / 2**20:.1f} MiB"

"""What an engine tells of the samples that a model learns from."""

from kgraph.document.looks import Sample, Summary
from kgraph.messages.event import Answer, Event


class Looked(Answer, frozen=True):
    """The answer to `Look`.

    Attributes:
        total: How many samples are meant, of which some are shown.
    """

    total: int
    samples: tuple[Sample, ...]


class Summarized(Answer, frozen=True):
    """The answer to `Summarize`."""

    summary: Summary


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

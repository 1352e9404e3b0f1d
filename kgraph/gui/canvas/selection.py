"""In which order nodes were selected: the last one is where the person is."""

from collections.abc import Iterable


class SelectionOrder:
    """Follows what is selected.

    Attributes:
        nodes: Ids of the selected nodes, the first that was selected first.
    """

    def __init__(self) -> None:
        self.nodes: tuple[str, ...] = ()

    @property
    def last(self) -> str | None:
        """The node that was selected last, None if none is selected."""
        return self.nodes[-1] if self.nodes else None

    def follow(self, selected: Iterable[str]) -> None:
        """Takes note of what is selected now; what is new comes last."""
        now = dict.fromkeys(selected)
        kept = [id for id in self.nodes if id in now]
        self.nodes = (*kept, *(id for id in now if id not in kept))

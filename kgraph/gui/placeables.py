"""What can be placed beyond the catalogue: submodels, the person's library, blocks."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from PySide6.QtCore import QObject, Signal

from kgraph.document.analysis import Tensor
from kgraph.document.calls import inputs_of, outputs_of
from kgraph.document.copying.bundles import absorb
from kgraph.document.graph import SUBMODEL, Graph
from kgraph.document.nesting import holding
from kgraph.document.project import MAIN, Project
from kgraph.document.telling.words import plural
from kgraph.gui.document import Document

SUBMODELS = "Submodels"

Taking = Callable[[Project], tuple[Project, str]]


class Placeable(NamedTuple):
    """One thing that can be dragged to the canvas.

    Attributes:
        key: What is dragged: `graph:<id>`, or a source's prefix and a name of its own.
        tip: What it is, in a few words.
        refusal: Why it cannot be placed, if it cannot.
        asks: Whether the person is asked for more before it is placed; such are found
            behind what the catalogue has.
    """

    key: str
    title: str
    tip: str = ""
    refusal: str = ""
    asks: bool = False


class Source(Protocol):
    """Where things come from that are not in the project yet.

    Attributes:
        category: The heading in the palette.
        prefix: With what the keys begin, such as `library:`.
    """

    category: str
    prefix: str

    def entries(self) -> Sequence[Placeable]:
        """Returns what there is."""

    def bundle(
        self, name: str, tensors: Sequence[Tensor | None] = ()
    ) -> Project | None:
        """Returns a thing as a bundle; None if the person thought better of it.

        Args:
            name: The key without the prefix.
            tensors: What it will be given, as far as that is known.

        Raises:
            KgraphError: If it cannot be had.
        """


class Placeables(QObject):
    """All that can be placed and is not in the catalogue, by category."""

    changed = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._sources: list[Source] = []

    def add(self, source: Source) -> None:
        """Takes note of where more things come from."""
        self._sources.append(source)
        self.changed.emit()

    def by_category(self) -> dict[str, Sequence[Placeable]]:
        """Returns what can be put into the shown graph, by category."""
        project, shown = self._document.project, self._document.graph_id
        found: dict[str, Sequence[Placeable]] = {SUBMODELS: submodels(project, shown)}
        found.update((s.category, s.entries()) for s in self._sources)
        return found

    def usable(self) -> list[tuple[str, Placeable]]:
        """Returns what can be placed now, each with its category."""
        groups = self.by_category().items()
        return [(c, e) for c, entries in groups for e in entries if not e.refusal]

    def title(self, key: str) -> str:
        """Returns what people call a thing; a name of the catalogue is a title."""
        entry = self._find(key)
        return entry.title if entry else key

    def asks(self, key: str) -> bool:
        """Whether the person is asked for more before this is placed."""
        entry = self._find(key)
        return entry is not None and entry.asks

    def take(self, key: str, tensors: Sequence[Tensor | None] = ()) -> Taking | None:
        """Returns how a project takes in what a key stands for.

        Args:
            tensors: What it will be given, as far as that is known.

        Returns:
            A function that returns the project with all that it needs, and the type
            of the layer to place; None if the person thought better of it.

        Raises:
            KgraphError: If it cannot be had.
        """
        for source in self._sources:
            if key.startswith(source.prefix):
                bundle = source.bundle(key.removeprefix(source.prefix), tensors)
                return None if bundle is None else _absorbing(bundle)
        return lambda project: (project, key)

    def _find(self, key: str) -> Placeable | None:
        entries = (e for group in self.by_category().values() for e in group)
        return next((entry for entry in entries if entry.key == key), None)


def submodels(project: Project, shown: str) -> list[Placeable]:
    """Returns the submodels that can be placed in a graph: none that hold it."""
    refused = holding(project, shown) | {MAIN}
    return [
        Placeable(SUBMODEL + id, graph.name, ends_in_words(graph))
        for id, graph in project.graphs.items()
        if id not in refused
    ]


def ends_in_words(graph: Graph) -> str:
    """Returns what a submodel takes and gives.

    Example:

    >>> ends_in_words(Graph("g1", "empty"))
    '0 inputs, 0 outputs'
    """
    inputs, outputs = len(inputs_of(graph)), len(outputs_of(graph))
    return f"{plural(inputs, 'input')}, {plural(outputs, 'output')}"


def _absorbing(bundle: Project) -> Taking:
    def take(project: Project) -> tuple[Project, str]:
        project, graph = absorb(project, bundle)
        return project, SUBMODEL + graph

    return take

"""The stage whose frozen layers the canvas shows, as the drawing changes."""

from collections.abc import Mapping

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from kgraph.document.project import Project
from kgraph.document.stages import frozen_layers
from kgraph.document.staging import title
from kgraph.document.training import Stage
from kgraph.gui.analysis import is_only_moved
from kgraph.gui.document import Document


class Frozen(Struct, frozen=True):
    """What does not train.

    Attributes:
        layers: Graph id to ids of layers.
        words: That a layer does not train, and in which stage.
    """

    layers: Mapping[str, frozenset[str]] = {}
    words: str = ""


class ShownStage(QObject):
    """Holds which stage is looked at, and what it freezes.

    Attributes:
        index: Number of the stage; that of the last where there are fewer.
    """

    changed = Signal(object)
    """The `Frozen` of the stage."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._is_wanted = True
        self._index = 0
        self._frozen = Frozen()
        document.changed.connect(self._follow)
        document.replaced.connect(self._start_anew)
        self._look()

    @property
    def index(self) -> int:
        """Number of the stage that is looked at, from 0."""
        count = len(self._document.project.training.all_stages)
        return min(self._index, count - 1)

    @property
    def stage(self) -> Stage:
        """The stage; where there are none, the one that the training itself is."""
        return self._document.project.training.all_stages[self.index]

    @property
    def frozen(self) -> Frozen:
        """What the stage freezes; nothing where the person does not want to know."""
        return self._frozen

    def choose(self, index: int) -> None:
        """Looks at another stage."""
        self._index = max(index, 0)
        self._look()

    def want(self, is_wanted: bool) -> None:
        """Shows what is frozen, or nothing."""
        self._is_wanted = is_wanted
        self._look()

    def _start_anew(self) -> None:
        self._index = 0

    def _follow(self, before: Project, after: Project) -> None:
        if not is_only_moved(before, after):
            self._look()

    def _look(self) -> None:
        project = self._document.project
        found = frozen_of(project, self.index) if self._is_wanted else Frozen()
        if found != self._frozen:
            self._frozen = found
            self.changed.emit(found)


def frozen_of(project: Project, index: int) -> Frozen:
    """Returns what a stage freezes, and how that is said."""
    by_graph: dict[str, set[str]] = {}
    for graph, layer in frozen_layers(project, project.training.all_stages[index]):
        by_graph.setdefault(graph, set()).add(layer)
    layers = {graph: frozenset(ids) for graph, ids in by_graph.items()}
    return Frozen(layers, _words(project, index) if layers else "")


def _words(project: Project, index: int) -> str:
    stages = project.training.stages
    if not stages:
        return "Frozen: it does not train."
    name = title(stages[index], index)
    number = "" if name == f"Stage {index + 1}" else f" (stage {index + 1})"
    return f"Frozen in “{name}”{number}: it does not train there."

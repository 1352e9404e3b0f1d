"""Takes the trained weights of a run into the drawing, or lets it forget its own."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kgraph.document.errors import KgraphError
from kgraph.document.telling.words import plural
from kgraph.document.weights import forget, forget_some, keys, taken
from kgraph.document.weights.places import free_path
from kgraph.gui.canvas import CanvasPanel
from kgraph.gui.document import Document
from kgraph.gui.errand import Errand
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.messages import TakeWeights, WeightsTaken
from kgraph.runs import RunStore, home


class TakingWeights(QObject):
    """Gives the drawing trained weights to begin with, as one step that can be undone.

    The weights lie in a file of their own: undo leads back to the one before.
    """

    said = Signal(str, str)
    """A sentence and its severity."""

    def __init__(
        self,
        document: Document,
        engine: LastingEngine,
        canvas: CanvasPanel,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._canvas = canvas
        self._errand = Errand(
            engine, "TakeWeights", WeightsTaken, self, is_repeated=False
        )
        self._errand.answered.connect(self._take)
        self._errand.failed.connect(self._complain)
        document.replacing.connect(self._errand.cancel)

    def slots(self) -> dict[str, Callable[[], object]]:
        """Returns what happens when an action is triggered, by its name."""
        return {
            "take_weights": self.take,
            "forget_weights": self.forget,
            "forget_selected_weights": self.forget_selected,
        }

    def take(self, run: str = "best") -> None:
        """Asks for the best weights of a run.

        Args:
            run: `best`, `latest` or its id.
        """
        path = self._document.path
        try:
            found = RunStore.beside(path).get(run)
        except KgraphError as error:
            self.said.emit(str(error), "warning")
            return
        folder = path.parent if path else home() / "imported"
        target = free_path(folder, path.stem if path else "unsaved")
        self.said.emit(f"Taking the weights of run {found.id}…", "info")
        beside = str(path) if path else None
        self._errand.ask(TakeWeights(found.id, str(target), beside))

    def forget(self) -> None:
        """Lets every layer begin afresh."""
        self._document.edit("Forget Trained Weights", forget)

    def forget_selected(self) -> None:
        """Lets the selected layers begin afresh."""
        graph, nodes = self._document.graph_id, self._canvas.selected()
        if not nodes:
            self.said.emit("Select the layers that are to begin afresh.", "warning")
            return
        self._document.edit(
            "Forget Weights of the Selection",
            lambda project: forget_some(project, graph, nodes),
        )

    def _take(self, request: TakeWeights, answer: WeightsTaken) -> None:
        target, path = Path(answer.target), self._document.path
        is_beside = path is not None and path.parent == target.parent
        name = target.name if is_beside else str(target)
        self._document.edit(
            f"Take Weights of Run {answer.run}",
            lambda project: taken(project, answer.project, name),
        )
        layers = len(keys(self._document.project))
        said = f"The drawing begins with the weights of run {answer.run}"
        self.said.emit(f"{said}: {plural(layers, 'layer')}.", "success")

    def _complain(self, request: TakeWeights, reason: str) -> None:
        self.said.emit(
            f"The weights of run {request.run} were not taken. {reason}", "error"
        )

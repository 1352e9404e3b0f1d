"""The switch that freezes layers in the drawing, or lets them learn again."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from kgraph.document.freezing import freeze, frozen_share, unfreeze
from kgraph.document.telling.words import plural
from kgraph.gui.document import Document

State = Qt.CheckState


class TrainableSwitch(QCheckBox):
    """On where all that learns trains, half on where a part of it does.

    It is not shown where nothing can learn.
    """

    def __init__(self, document: Document) -> None:
        super().__init__("Trainable")
        self._document = document
        self._nodes: Sequence[str] = ()
        self.setToolTip(
            "Whether training changes the weights, unless a stage says otherwise. "
            "Off: they are frozen."
        )
        self.clicked.connect(self._toggle)
        self.hide()

    def show_nodes(self, nodes: Sequence[str]) -> None:
        """Shows nodes of the graph on the canvas."""
        project, graph = self._document.project, self._document.graph
        self._nodes = nodes
        layers = dict.fromkeys(graph.nodes[node].layer for node in nodes)
        shares = [frozen_share(project, graph.id, layer) for layer in layers]
        frozen = sum(share[0] for share in shares)
        count = sum(share[1] for share in shares)
        self.setVisible(count > 0)
        is_part = 0 < frozen < count
        self.setCheckState(State.PartiallyChecked if is_part else _whole(frozen == 0))
        part = f" ({frozen} of {plural(count, 'layer')} frozen)" if is_part else ""
        self.setText(f"Trainable{part}")

    def nextCheckState(self) -> None:
        """Leaves the state as it is: it follows the drawing."""

    def _toggle(self) -> None:
        graph, nodes = self._document.graph, self._nodes
        does_freeze = self.checkState() is State.Checked
        verb, change = ("Freeze", freeze) if does_freeze else ("Unfreeze", unfreeze)
        is_one = len(nodes) == 1
        what = graph.layer_of(nodes[0]).name if is_one else plural(len(nodes), "Node")
        self._document.edit(
            f"{verb} {what}", lambda project: change(project, graph.id, nodes)
        )


def _whole(is_trained: bool) -> State:
    return State.Checked if is_trained else State.Unchecked

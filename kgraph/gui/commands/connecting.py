"""Edges without a mouse: connect to, take incoming edges away, delete and heal."""

from collections.abc import Callable, Sequence

from kgraph.document.edges.heal import heal
from kgraph.document.graph import Port
from kgraph.document.telling.words import plural
from kgraph.gui.canvas import CanvasPanel, gestures
from kgraph.gui.canvas.popups.destinations import Destination, destinations, lead_all
from kgraph.gui.canvas.popups.popup import Question
from kgraph.gui.canvas.popups.popup_row import Row
from kgraph.gui.document import Document

MOST_NAMES = 4  # that a sentence can hold
MOST = 100  # destinations that are listed; typing finds the others


class Connecting:
    """Applies to the selected nodes what the Edit menu says of edges.

    Args:
        say: Shows a sentence to the person.
    """

    def __init__(
        self, document: Document, canvas: CanvasPanel, say: Callable[[str], None]
    ) -> None:
        self._document = document
        self._canvas = canvas
        self._say = say

    def slots(self) -> dict[str, Callable[[], object]]:
        """Returns what happens when an action is triggered, by its name."""
        return {
            "connect_to": self.connect,
            "clear_inputs": self.clear_inputs,
            "heal": self.heal,
        }

    def connect(self) -> None:
        """Asks where the selected node leads to; of several, all lead to the last."""
        *sources, last = self._canvas.order.nodes or ("",)
        if sources:
            self._lead_all(sources, last)
        elif last:
            self._ask(last)
        else:
            self._say("Select the node from which an edge shall lead, then try again.")

    def clear_inputs(self) -> None:
        """Takes the edges away that end at the selected nodes."""
        nodes = self._document.graph.nodes
        targets = [
            Port(id, argument, index)
            for id in self._canvas.selected()
            for argument, sources in nodes[id].inputs.items()
            for index in range(len(sources))
        ]
        if targets:
            self._document.edit_graph(
                f"Remove {plural(len(targets), 'Edge')}",
                lambda graph: gestures.take_away(graph, (), targets),
            )

    def heal(self) -> None:
        """Takes the selected nodes away and closes the gaps that they leave."""
        nodes = self._canvas.selected()
        if nodes:
            self._document.edit_graph(
                f"Delete and Heal {plural(len(nodes), 'Node')}",
                lambda graph: heal(graph, nodes),
            )

    def _lead_all(self, sources: list[str], target: str) -> None:
        project, graph = self._document.project, self._document.graph
        replaced = self._document.make_in_graph(
            "Connect", lambda g: lead_all(project, g, sources, target)
        )
        if replaced is not None:
            names = _in_short([graph.layer_of(id).name for id in sources])
            instead = f", instead of {_in_short(replaced)}" if replaced else ""
            name = graph.layer_of(target).name
            self._say(f"Connected {names} to {name}{instead}.")

    def _ask(self, node: str) -> None:
        name = self._document.graph.layer_of(node).name
        rows = self._rows(node)
        if not rows:
            self._say(f"There is no port that {name!r} could lead to.")
            return
        area = self._canvas.viewer.revealed(self._canvas.sync.nodes[node])
        prompt = f"Connect {name} to…"
        question = Question(prompt, lambda text: _fitting(rows, text), self._draw)
        self._canvas.popup.open_beside(area, question)

    def _rows(self, node: str) -> list[Row]:
        project, graph = self._document.project, self._document.graph
        outputs = self._canvas.sync.nodes[node].card.ports.outputs
        found = destinations(project, graph, node)
        return [self._row(d, outputs) for d in found]

    def _row(self, destination: Destination, outputs: tuple[str, ...]) -> Row:
        graph = self._document.graph
        place, target = destination.place, destination.target
        card = self._canvas.sync.nodes[target.node].card
        number = f" {place.index + 1}" if place.index else ""
        start = f"from output {destination.source.output}" if len(outputs) > 1 else ""
        parts = (place.argument + number, card.type, start)
        gone = destination.instead_of
        return Row(
            destination,
            card.name,
            card.category,
            detail=" · ".join(filter(None, parts)),
            note=f"instead of {graph.layer_of(gone.node).name}" if gone else "",
            problem=destination.refusal,
        )

    def _draw(self, row: Row) -> None:
        destination: Destination = row.key
        self._document.edit_graph(
            "Draw Edge",
            lambda g: gestures.draw(g, destination.source, destination.target),
        )


def _in_short(names: Sequence[str]) -> str:
    if len(names) > MOST_NAMES:
        return plural(len(names), "node")
    return " and ".join(names)


def _fitting(rows: list[Row], text: str) -> list[Row]:
    """Returns the rows in which each typed word begins a word."""
    typed = text.lower().split()

    def fits(row: Row) -> bool:
        words = f"{row.title} {row.detail}".lower().split()
        return all(any(word.startswith(part) for word in words) for part in typed)

    found = [row for row in rows if fits(row)][:MOST]
    return found or [Row(None, "", problem=f"No node here is called `{text}`")]

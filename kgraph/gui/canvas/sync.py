"""Makes the items on the canvas equal to the graph: what differs, and no more."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext

from msgspec.structs import replace

from kgraph.document.analysis import (
    Analysis,
    GraphAnalysis,
    NodeAnalysis,
    Problem,
    Tensor,
)
from kgraph.document.comparing import OLD, Union
from kgraph.document.diff import GraphDiff, diff
from kgraph.document.graph import Edge, Graph, Source
from kgraph.document.project import Project
from kgraph.gui.canvas.annotations.showing import show_annotations
from kgraph.gui.canvas.changes.gone_edges import GoneEdgesItem
from kgraph.gui.canvas.edges.edge_item import EdgeItem
from kgraph.gui.canvas.graph import CanvasGraph
from kgraph.gui.canvas.nodes.card import Card, card_of
from kgraph.gui.canvas.nodes.geometry import Direction, direction_of
from kgraph.gui.canvas.nodes.heat import Measure, greatest, heated
from kgraph.gui.canvas.nodes.node_item import NodeItem
from kgraph.gui.canvas.style import Style

FEW = 20  # nodes that are moved at once by hand


class Sync:
    """Holds which item shows which part of the graph.

    Args:
        canvas: Where the items are.
        project, graph: What to show at first.
    """

    def __init__(
        self, canvas: CanvasGraph, style: Style, project: Project, graph: Graph
    ) -> None:
        self._canvas = canvas
        self._style = style
        self._project = project
        self._graph = Graph(id="", name="")
        self._direction: Direction = "down"
        self._analysis = Analysis()
        self._known: dict[str, NodeAnalysis] = {}
        self._problems: dict[str, list[Problem]] = {}
        self._measure: Measure | None = None
        self._most = 0
        self._siblings: set[str] = set()
        self._union: Union | None = None
        self._gone: GoneEdgesItem | None = None
        self._frozen: Mapping[str, frozenset[str]] = {}
        self._frozen_words = ""
        self.nodes: dict[str, NodeItem] = {}
        self.edges: dict[Edge, EdgeItem] = {}
        self.show(project, graph)

    @property
    def graph_id(self) -> str:
        """Id of the graph that is shown."""
        return self._graph.id

    @property
    def direction(self) -> Direction:
        """Where edges lead."""
        return self._direction

    def show(self, project: Project, graph: Graph) -> None:
        """Shows a graph: a later value of the one that is shown, or another one."""
        # What is being drawn may begin or end at what is about to go.
        self._canvas.viewer().cancel_drawing()
        old_project, self._project = self._project, project
        if graph.id != self._graph.id:
            self._apply(Graph(id=graph.id, name=""))
            self._look_up()
        if not self.nodes:
            self.set_direction(direction_of(graph))
        difference = self._apply(graph)
        others = {*project.graphs, *old_project.graphs} - {graph.id}
        if any(project.graphs.get(o) is not old_project.graphs.get(o) for o in others):
            self._refresh_submodels(difference)
        self._mark_edges()

    def show_analysis(self, analysis: Analysis) -> None:
        """Shows shapes, counts and problems."""
        self._analysis = analysis
        self._look_up()
        self._refresh(self.nodes)

    def show_heat(self, measure: Measure | None) -> None:
        """Shows what each node costs next to the others; nothing for None."""
        self._measure = measure
        self._look_up()
        self._refresh(self.nodes)

    def show_frozen(self, frozen: Mapping[str, frozenset[str]], words: str) -> None:
        """Shows which layers do not train.

        Args:
            frozen: Graph id to ids of layers.
            words: That a layer does not train, and when.
        """
        before, self._frozen = self._frozen, frozen
        is_said_alike = words == self._frozen_words
        self._frozen_words = words
        was = before.get(self._graph.id, frozenset())
        now = frozen.get(self._graph.id, frozenset())
        layers = was ^ now if is_said_alike else was | now
        calls = self._graph.calls
        self._refresh(node for id in layers for node in calls.get(id, ()))

    def show_changes(self, union: Union) -> None:
        """Marks what came, went and changed; it is then there to be looked at alone."""
        self._union = union
        self._gone = GoneEdgesItem(self._style)
        self._canvas.viewer().scene().addItem(self._gone)
        self._refresh(self.nodes)
        for item in self.nodes.values():
            item.setFlag(NodeItem.GraphicsItemFlag.ItemIsMovable, False)
        self._mark_edges()

    def tensor(self, source: Source) -> Tensor | None:
        """Returns what an output makes, None while it is not known."""
        known = self._known.get(source.node)
        outputs = known.outputs if known else ()
        return outputs[source.output] if source.output < len(outputs) else None

    def set_direction(self, direction: Direction) -> None:
        """Turns the canvas: ports go to other sides."""
        if direction != self._direction:
            self._direction = direction
            self._canvas.set_direction(direction)
            self._refresh(self.nodes)

    def repaint_edges_of(self, ids: Iterable[str]) -> None:
        """Lights the edges of nodes that have been selected, or no longer are."""
        for id in ids:
            for edge in self.nodes[id].edges() if id in self.nodes else ():
                edge.update()

    def light_siblings(self, ids: Iterable[str]) -> None:
        """Lights the other calls of the layers that the selected nodes call."""
        graph, chosen = self._graph, set(ids)
        calls = (
            graph.calls[graph.nodes[id].layer] for id in chosen & self.nodes.keys()
        )
        siblings = {other for nodes in calls for other in nodes} - chosen
        for id in siblings ^ self._siblings:
            if id in self.nodes:
                self.nodes[id].is_sibling = id in siblings
                self.nodes[id].update()
        self._siblings = siblings

    def restyle(self, style: Style) -> None:
        """Takes another theme."""
        self._style = style
        for item in self.nodes.values():
            item.restyle(style)
        for edge in self.edges.values():
            edge.look = style
        if self._gone is not None:
            self._gone.restyle(style)
        for annotation in self._canvas.viewer().annotations.values():
            annotation.restyle(style)

    def _refresh_submodels(self, difference: GraphDiff) -> None:
        graph = self._graph
        calls = {id for id in self.nodes if graph.layer_of(id).submodel is not None}
        self._refresh(calls - set(difference.added))

    def _look_up(self) -> None:
        """Sorts what is known, and what is wrong, by the nodes that are shown."""
        graph = self._graph.id
        self._known = self._analysis.graphs.get(graph, GraphAnalysis()).nodes
        self._most = greatest(self._known, self._measure)
        self._problems = {}
        for problem in self._analysis.problems:
            if problem.graph == graph and problem.node is not None:
                self._problems.setdefault(problem.node, []).append(problem)

    def _apply(self, graph: Graph) -> GraphDiff:
        difference = diff(self._graph, graph)
        old, self._graph = self._graph, graph
        self._take_away(difference)
        for id in difference.added:
            self._add(id)
        for id in difference.moved:
            self.nodes[id].setPos(*graph.positions[id])
        show_annotations(self._canvas.viewer(), graph, difference, self._style)
        self._refresh(_touched(old, graph, difference))
        for edge in difference.edges_added:
            self._connect(edge)
        self._redraw_edges(difference)
        return difference

    def _take_away(self, difference: GraphDiff) -> None:
        is_much = len(difference.removed) + len(difference.edges_removed) > FEW
        with self._canvas.viewer().unindexed() if is_much else nullcontext():
            for edge in difference.edges_removed:
                item = self.edges.pop(edge, None)
                if item is not None:
                    item.delete()
            for id in difference.removed:
                self._canvas.take_away(self.nodes.pop(id))

    def _add(self, id: str) -> None:
        item = NodeItem(id, self._card(id), self._style, self._direction)
        item.setPos(*self._graph.positions.get(id, (0.0, 0.0)))
        item.setFlag(NodeItem.GraphicsItemFlag.ItemIsMovable, self._union is None)
        self.nodes[id] = item
        self._canvas.place(item)

    def _connect(self, edge: Edge) -> None:
        source = self.nodes.get(edge.source.node)
        target = self.nodes[edge.target.node].input_at(
            edge.target.argument, edge.target.index
        )
        if source is None or target is None:
            return
        port = source.outputs[edge.source.output]
        viewer = self._canvas.viewer()
        self.edges[edge] = viewer.establish_connection(port, target)

    def _redraw_edges(self, difference: GraphDiff) -> None:
        """Draws edges once all nodes are in place: their way leads around them."""
        if len(difference.added) + len(difference.moved) > FEW:
            self._canvas.viewer().index_scene()
        dirty = {self.edges[e] for e in difference.edges_added if e in self.edges}
        moved = [self.nodes[id] for id in difference.moved]
        dirty.update(edge for node in moved for edge in node.edges())
        if len(moved) <= FEW:
            dirty.update(edge for node in moved for edge in _edges_under(node))
        for edge in dirty:
            edge.draw_path(edge.output_port)

    def _refresh(self, ids: Iterable[str]) -> None:
        for id in ids:
            item = self.nodes.get(id)
            if item is not None and item.show_card(self._card(id), self._direction):
                self._canvas.viewer().cancel_drawing()
                for edge in item.edges():
                    edge.draw_path(edge.output_port)

    def _card(self, id: str) -> Card:
        known, problems = self._known.get(id), self._problems.get(id, ())
        card = card_of(self._project, self._graph, id, known, problems)
        card = heated(card, known, self._measure, self._most)
        if self._graph.nodes[id].layer in self._frozen.get(self._graph.id, ()):
            card = replace(card, frozen=self._frozen_words)
        if self._union is None:
            return card
        kinds = self._union.kinds.get(self._graph.id, {})
        return replace(card, change=kinds.get(id))

    def _mark_edges(self) -> None:
        """Marks the edges of a comparison; those without a place are painted apart."""
        if self._union is None or self._gone is None:
            return
        gone = self._union.gone.get(self._graph.id, ())
        came = self._union.edges.get(self._graph.id, frozenset())
        for edge, item in self.edges.items():
            item.change = "added" if edge in came else None
        kept = {e for e in gone if e.target.node.startswith(OLD) and e in self.edges}
        for edge in kept:
            self.edges[edge].change = "removed"
        self._gone.show_edges((e for e in gone if e not in kept), self.nodes)


def _touched(old: Graph, new: Graph, difference: GraphDiff) -> set[str]:
    """Returns the nodes in both graphs whose card may differ."""
    edges = (*difference.edges_added, *difference.edges_removed)
    sharing = {
        node
        for id in (*difference.added, *difference.removed, *difference.changed)
        for graph in (old, new)
        if id in graph.nodes
        for node in new.calls.get(graph.nodes[id].layer, ())
    }
    touched = {*difference.changed, *sharing, *(e.source.node for e in edges)}
    touched.update(difference.folded)
    return touched - set(difference.added)


def _edges_under(node: NodeItem) -> Iterator[EdgeItem]:
    for item in node.scene().items(node.sceneBoundingRect()):
        if isinstance(item, EdgeItem):
            yield item

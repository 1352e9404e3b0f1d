"""An engine that knows no Keras: it invents shapes, outputs and problems, at once."""

from dataclasses import dataclass
from zlib import crc32

from kgraph.document.analysis import (
    Analysis,
    GraphAnalysis,
    NodeAnalysis,
    Problem,
    Tensor,
)
from kgraph.document.graph import Graph
from kgraph.document.project import Project
from kgraph.messages import Analyze, Analyzed, Ready


@dataclass
class Answering:
    """Answers questions of an engine that a test has made, as long as it is awake.

    Attributes:
        mood: Another one invents another answer to the same question.
    """

    engines: object
    mood: int = 0
    is_awake: bool = False
    _answered: int = -1

    def answer(self, engine) -> None:
        """Says what is known of the newest snapshot, if that was not yet said."""
        if not self.is_awake or not self.engines.made:
            return
        asked = self.engines.made[0].of_type(Analyze)
        if asked and asked[-1].revision != self._answered:
            self._answered = asked[-1].revision
            known = invented(asked[-1].project, self.mood)
            engine.received.emit(Analyzed(self._answered, known))

    def wake(self, engine, mood: int) -> None:
        """Begins to answer, or to answer otherwise."""
        self.mood, self.is_awake, self._answered = mood, True, -1
        engine.received.emit(Ready("3", "tensorflow", ("cpu:0",)))


def invented(project: Project, mood: int) -> Analysis:
    """Returns what might be known of a project."""
    graphs = {id: _of_graph(graph, mood) for id, graph in project.graphs.items()}
    problems = tuple(
        problem
        for graph in project.graphs.values()
        for id in graph.nodes
        if (problem := _problem(graph, id, mood)) is not None
    )
    return Analysis(graphs, problems)


def _of_graph(graph: Graph, mood: int) -> GraphAnalysis:
    nodes = {id: _of_node(graph, id, mood) for id in graph.nodes}
    return GraphAnalysis({id: known for id, known in nodes.items() if known})


def _of_node(graph: Graph, node: str, mood: int) -> NodeAnalysis | None:
    number = crc32(f"{graph.layer_of(node).type}{mood}".encode())
    tensors = tuple(Tensor((None, 4 + n)) for n in range(number % 3 + 1))
    return NodeAnalysis(tensors, trainable=number % 99) if number % 5 else None


def _problem(graph: Graph, node: str, mood: int) -> Problem | None:
    number = crc32(f"{node}{mood}".encode())
    argument = next(iter(graph.nodes[node].inputs), None)
    if number % 4:
        return None
    text = f"It is {number % 7}."
    return Problem("keras", text, graph.id, node, argument, 0, "this", "that")

"""The project that both sides began with."""

import pytest

from kgraph.document import edits
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.project import MAIN, Project


@pytest.fixture
def base() -> Project:
    """An Input, two Dense and an Add of both."""
    graph = Graph(MAIN, "model")
    graph, _ = edits.add(graph, "Input", config={"shape": [4]})
    graph, _ = edits.add(graph, "Dense", name="a", config={"units": 10})
    graph, _ = edits.add(graph, "Dense", name="b", config={"units": 10})
    graph, _ = edits.add(graph, "Add")
    graph = edits.connect(graph, Source("n1"), Port("n2", "inputs"))
    graph = edits.connect(graph, Source("n1"), Port("n3", "inputs"))
    graph = edits.connect(graph, Source("n2"), Port("n4", "inputs"))
    graph = edits.connect(graph, Source("n3"), Port("n4", "inputs", 1))
    return Project({MAIN: graph})

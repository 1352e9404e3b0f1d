"""A drawing without a fault."""

import pytest

from kgraph.document import edits
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.project import new_project

LOSS = {"class_name": "MeanSquaredError", "config": {}}


@pytest.fixture
def graph() -> Graph:
    """Input n1, Dense n2, Output n3: a model without a fault."""
    graph = new_project().main
    graph, _ = edits.add(graph, "Input", config={"shape": [4]})
    graph, _ = edits.add(graph, "Dense", config={"units": 8})
    graph, _ = edits.add(graph, "Output", config={"loss": LOSS})
    graph = edits.connect(graph, Source("n1"), Port("n2", "inputs"))
    return edits.connect(graph, Source("n2"), Port("n3", "inputs"))

"""Numbers of a document of 1,000 nodes; `pytest tests/benchmarks --benchmark-only`."""

import random

import pytest

from kgraph.document import edits
from kgraph.document.check import check
from kgraph.document.diff import diff
from kgraph.document.files import load, save
from kgraph.document.graph import Graph, Layer, Node, Port, Source
from kgraph.document.history import History
from kgraph.document.layout import layout
from kgraph.document.order import sort
from kgraph.document.project import Project


def nasnet(size: int = 1_000) -> Graph:
    """Cells of separable convolutions, as wired in NASNet, drawn by chance."""
    chance = random.Random(0)
    sources: list[list[int]] = [[], [0]]
    before, last = 0, 1
    while len(sources) + 21 <= size:
        results: list[int] = []
        for _ in range(5):
            first = len(sources)
            left = chance.choice((before, last))
            right = chance.choice((before, last, *results))
            sources += [[left], [first], [right], [first + 1, first + 2]]
            results.append(first + 3)
        sources.append(results)
        before, last = last, len(sources) - 1
    while len(sources) < size:
        sources.append([len(sources) - 1])
    return drawn(sources)


def densenet(size: int = 300) -> Graph:
    """Every node takes the tensors of the twenty-four before it."""
    return drawn([list(range(max(0, i - 24), i)) for i in range(size)])


def drawn(sources: list[list[int]]) -> Graph:
    config = {
        "filters": 64,
        "kernel_size": [3, 3],
        "padding": "same",
        "kernel_initializer": {"class_name": "HeNormal", "config": {"seed": None}},
    }
    layers, nodes = {}, {}
    for i, given in enumerate(sources):
        type = "Conv2D" if len(given) < 2 else "Add"
        layer = Layer(f"l{i}", type, f"layer_{i}", config if len(given) < 2 else {})
        inputs = {"inputs": tuple(Source(f"n{g}") for g in given)} if given else {}
        layers[layer.id] = layer
        nodes[f"n{i}"] = Node(f"n{i}", layer.id, inputs)
    positions = {id: (0.0, 80.0 * at) for at, id in enumerate(nodes)}
    return Graph("main", "model", len(nodes), layers, nodes, positions)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return nasnet()


EDITS = {
    "set_parameter": lambda g: edits.set_parameter(g, "l998", "filters", 65),
    "connect": lambda g: edits.connect(g, Source("n990"), Port("n999", "inputs")),
    "move": lambda g: edits.move(g, {"n500": (7, 7)}),
    "move all": lambda g: edits.move(
        g, {id: (x + 1, y) for id, (x, y) in g.positions.items()}
    ),
    "add": lambda g: edits.add(g, "Dense")[0],
    "delete": lambda g: edits.delete(g, ["n500"]),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_its_difference_and_its_step(benchmark, graph, edit):
    """Under 2 ms."""
    assert len(graph.nodes) == 1_000

    def work() -> None:
        old = Project({"main": graph})
        history = History(old)
        new = edit(graph)
        history.push(Project({"main": new}), "edit")
        assert history.undo_label
        assert not diff(graph, new).is_empty

    benchmark(work)


def test_save(benchmark, graph, tmp_path):
    """Under 20 ms."""
    benchmark(save, Project({"main": graph}), tmp_path / "net.kgraph")


def test_load(benchmark, graph, tmp_path):
    """Under 20 ms."""
    save(Project({"main": graph}), tmp_path / "net.kgraph")
    assert benchmark(load, tmp_path / "net.kgraph").main == graph


@pytest.mark.parametrize("draw", [nasnet, densenet])
def test_layout(benchmark, draw):
    benchmark(layout, draw())


def test_sort(benchmark, graph):
    benchmark(sort, graph)


def test_check(benchmark, graph):
    benchmark(check, Project({"main": graph}))

"""How long the program of 1,000 nodes takes; `pytest tests/benchmarks --benchmark-only`."""

import subprocess
import sys

from kgraph.codegen import generate
from kgraph.document import edits, files
from kgraph.document.graph import Port, Source
from kgraph.document.project import MAIN, Project, new_project


def residual_network(nodes: int = 1_000) -> Project:
    """Blocks of two Dense layers and an Add around them."""
    graph, last = edits.add(new_project().main, "Input", config={"shape": [64]})
    config = {"units": 64, "activation": "relu", "kernel_initializer": "he_normal"}
    while len(graph.nodes) < nodes - 1:
        start = last
        for _ in range(2):
            graph, node = edits.add(graph, "Dense", config=config)
            graph = edits.connect(graph, Source(last), Port(node, "inputs"))
            last = node
        graph, node = edits.add(graph, "Add")
        for index, source in enumerate((start, last)):
            graph = edits.connect(graph, Source(source), Port(node, "inputs", index))
        last = node
    graph, node = edits.add(graph, "Output")
    graph = edits.connect(graph, Source(last), Port(node, "inputs"))
    return Project({MAIN: graph})


def test_generating_the_program_of_a_thousand_nodes(benchmark):
    project = residual_network()
    program = benchmark(generate, project)
    assert len(program.lines) >= 1_000


def test_kgraph_code_for_as_many_nodes_as_resnet152_has(benchmark, tmp_path):
    file = tmp_path / "model.kgraph"
    files.save(residual_network(518), file)
    command = [sys.executable, "-m", "kgraph", "code", str(file)]
    done = benchmark.pedantic(
        subprocess.run, (command,), {"capture_output": True}, rounds=3
    )
    assert done.returncode == 0

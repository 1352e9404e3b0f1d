"""Tables and JSON on standard output."""

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kgraph.document.analysis import Analysis, GraphAnalysis, Problem, Tensor
from kgraph.document.project import Project
from kgraph.runs import Run


def print_json(value: Any) -> None:
    """Writes a value as indented JSON."""
    print(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def print_table(
    headers: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[str] = ()
) -> None:
    """Writes a table; the columns named in `right` hold numbers."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for header in headers:
        table.add_column(
            header, justify="right" if header in right else "left", overflow="fold"
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    # Piped into another program nothing is cut to the width of a terminal.
    width = None if sys.stdout.isatty() else 200
    Console(width=width).print(table)


def print_analysis(project: Project, analysis: Analysis) -> None:
    """Writes a table of node, output shape and parameters per graph, then problems."""
    for id, graph in project.graphs.items():
        found = analysis.graphs.get(id, GraphAnalysis())
        if len(project.graphs) > 1:
            print(f"{graph.name}:")
        rows = []
        for node in graph.nodes.values():
            layer, known = graph.layers[node.layer], found.nodes.get(node.id)
            shapes = ", ".join(shape_text(t) for t in known.outputs) if known else "?"
            count = f"{known.trainable + known.non_trainable:,}" if known else "?"
            submodel = project.graphs.get(layer.submodel or "")
            kind = submodel.name if submodel else layer.type
            rows.append((layer.name, kind, shapes, count))
        headers = ("node", "type", "output shape", "parameters")
        print_table(headers, rows, right=("parameters",))
        print(
            f"{found.trainable + found.non_trainable:,} parameters, "
            f"{found.trainable:,} trainable; "
            f"{found.multiply_adds:,} multiply-adds a sample"
        )
    for problem in analysis.problems:
        print(problem_text(project, problem))


def problem_text(project: Project, problem: Problem) -> str:
    """Returns one line: severity, layer and sentence."""
    graph = project.graphs.get(problem.graph)
    where = ""
    if graph is not None and problem.node in graph.nodes:
        where = f"{graph.layer_of(problem.node).name}: "
    return f"{problem.severity}: {where}{problem.sentence}"


def shape_text(tensor: Tensor) -> str:
    """Returns a shape as Keras prints it, with a dtype that is not float32."""
    shape = f"({', '.join(str(size) for size in tensor.shape)})"
    return shape if tensor.dtype == "float32" else f"{shape} {tensor.dtype}"


def print_runs(runs: Sequence[Run]) -> None:
    """Writes a table of runs, newest last."""
    rows = []
    for run in runs:
        best = run.best_epoch
        value = f"{run.monitored} {best.logs[run.monitored]:.4g}" if best else ""
        rows.append(
            (
                run.id,
                f"{datetime.fromtimestamp(run.started):%Y-%m-%d %H:%M}",
                run.state,
                str(len(run.epochs)),
                value,
                ", ".join(f"{name} {score:.4g}" for name, score in run.scores.items()),
                ", ".join(run.tags),
            )
        )
    if rows:
        headers = (
            "run",
            "started",
            "state",
            "epochs",
            "best",
            "on the test split",
            "tags",
        )
        print_table(headers, rows, right=("epochs",))
        for run in runs:
            if run.error:
                print(f"{run.id}: {run.error}")
    else:
        print("Nothing was trained from this document yet.")

"""Writes a model to a file: whole and proven, or not at all."""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from kgraph.document import files
from kgraph.document.errors import KgraphError
from kgraph.document.formats import Format, format_named, missing, settle
from kgraph.document.project import Project
from kgraph.document.reports import Finding, Proof, Report
from kgraph.document.weights import without_keys
from kgraph.export.exporter import (
    Exporter,
    ExportError,
    Subject,
    UnprovenError,
    exporter,
)
from kgraph.export.proof import Prover
from kgraph.export.target import check_target, replacing
from kgraph.export.words import first_line
from kgraph.runs import Run, RunStore
from kgraph.runs.exporting.recipe import with_batches

_PROGRAMS = ("python", "notebook")


def export(
    project: Project,
    format: str,
    target: str | Path,
    *,
    path: str | Path | None = None,
    run: str | None = None,
    options: Mapping[str, str] | None = None,
    is_proven: bool = True,
) -> Report:
    """Writes a project's model to a file and proves it in a clean process.

    With a run, what is written is what was trained: the drawing as it was then, with
    the run's best weights. Weights fit no other drawing.

    Args:
        format: A name of `document.formats.FORMATS`.
        target: The file to write; one that is there is replaced in the end.
        path: The project's `.kgraph` file, beside which its runs are.
        run: `latest`, `best` or the id of a run; None for the drawing as it is, with
            the weights that it came with, or fresh ones.
        options: What the format lets a person choose; the rest is as usual.
        is_proven: False to spare the time.

    Returns:
        What a person should know about the file, and the proof.

    Raises:
        ExportError: If the file cannot be written, or is not what it should be.
        KgraphError: If there is no such format or run, or the model cannot be built.
            In every case the target is as it was before.
    """
    chosen = format_named(format)
    if chosen.is_figure:
        raise ExportError(f"{chosen.title} is drawn by the window, not by an engine.")
    settled = settle(chosen, options or {})
    if lacking := missing(chosen):
        raise ExportError(lacking)
    check_target(target, chosen)
    taken = None if run is None else _run(path, run)
    trained = files.load(taken.document) if taken else project
    folder = Path(path).parent if path else None
    subject = Subject(
        trained,
        taken,
        folder,
        settled,
        chosen.has_weights,
        exporter(format).takes_placeholders,
    )
    findings = _change(project, trained, taken, format)
    return _write(subject, chosen, Path(target), is_proven, findings)


def _run(path: str | Path | None, which: str) -> Run:
    store = RunStore.beside(path)
    return with_batches(store, store.get(which))


def _write(
    subject: Subject,
    format: Format,
    target: Path,
    is_proven: bool,
    findings: tuple[Finding, ...],
) -> Report:
    writer = exporter(format.name)
    told: list[Finding] = [*findings]
    with ExitStack() as stack:
        prover = None
        if is_proven and writer.is_provable:
            prover = stack.enter_context(Prover(format.name, writer))
        file = stack.enter_context(replacing(target, format))
        told += _written(writer, subject, format, file)
        proof, found = prover.prove(subject, file) if prover else (None, ())
        told += found
        if proof is not None and not proof.is_passed:
            report = Report((*told, *subject.findings), proof)
            raise UnprovenError(_failed(format, proof), report)
    return Report((*told, *subject.findings), proof)


def _written(
    writer: Exporter, subject: Subject, format: Format, file: Path
) -> list[Finding]:
    try:
        return list(writer.write(subject, file))
    except (KgraphError, OSError):
        raise
    except Exception as error:
        raise ExportError(
            f"This model cannot be written as {format.title}: {first_line(error)} "
            "Choose another format."
        ) from error


def _failed(format: Format, proof: Proof) -> str:
    failed = "; ".join(f"{c.name}: {c.text}" for c in proof.checks if not c.is_passed)
    return (
        f"A clean process opened the file that was written as {format.title}, and it "
        f"does not hold this model. Nothing was kept. Received: {failed}."
    )


def _change(
    project: Project, trained: Project, run: Run | None, format: str
) -> tuple[Finding, ...]:
    if run is None or _content(trained, format) == _content(project, format):
        return ()
    text = (
        f"The drawing has changed since run {run.id}: the file holds the model as it "
        "was trained then. Train again to take the changes along."
    )
    return (Finding(text, severity="warning"),)


def _content(project: Project, format: str) -> Any:
    """Returns what of a project is in a file: programs alone know how to train."""
    graphs = {
        id: replace(
            graph,
            next_id=0,
            positions={},
            frames={},
            notes={},
            collapsed=frozenset(),
        )
        for id, graph in without_keys(project).graphs.items()
    }
    if format in _PROGRAMS:
        return replace(project, graphs=graphs, weights="")
    return graphs, project.training.optimizer

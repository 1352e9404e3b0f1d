"""Reads a foreign model: a file, a program, one of `keras.applications`."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import keras

from kgraph.document import files
from kgraph.document.applications import PREFIX, application
from kgraph.document.project import Project
from kgraph.document.reports import Finding, Report
from kgraph.document.telling.words import plural
from kgraph.document.weights import missing, resolved
from kgraph.importing import recipe
from kgraph.importing.compiled import with_compiled
from kgraph.importing.errors import ImportRefusedError
from kgraph.importing.kinds import kind_of
from kgraph.importing.making import applications, program
from kgraph.importing.opening import loading
from kgraph.importing.reading import Reading
from kgraph.modeling import read as draw
from kgraph.modeling.weights import WeightsFile, take
from kgraph.runs.trust import is_trusted_content


class UntrustedError(ImportRefusedError):
    """A program that nobody has agreed to run."""


def read(
    source: str | os.PathLike[str],
    *,
    weights: str | None = None,
    is_trusted: bool = False,
) -> Reading:
    """Draws a foreign model; nothing that a model's file names is run.

    Args:
        source: A `.keras`, HDF5, JSON, `.kgraph` or Python file, or
            `applications:ResNet50`.
        weights: `imagenet` for the trained weights of an application.
        is_trusted: Whether the person has said yes to running this program; also those
            of `kgraph.runs.trust` are run.

    Raises:
        FileError: If there is no such file, or it holds nothing that can be drawn.
        ReadError: If the model has no graph.
        UntrustedError: If it is a program that nobody has agreed to run.
    """
    name = os.fspath(source)
    if name.lower().startswith(PREFIX):
        return _read_application(name, weights)
    if weights is not None:
        raise ImportRefusedError(
            "Only a model of keras.applications is given weights by name. Received: "
            f"{weights!r} for {name}, which has its own or none."
        )
    path = Path(name)
    match kind_of(path):
        case "kgraph":
            return _read_document(path)
        case "program":
            return _read_program(path, is_trusted)
    return _read_file(path)


def _read_application(name: str, weights: str | None) -> Reading:
    model = applications.make(application(name[len(PREFIX) :]), weights)
    return _told(_taken(draw(model), model, has_values=weights is not None), ())


def _read_document(path: Path) -> Reading:
    project = files.load(path)
    stored = resolved(project, path.parent)
    if stored is None:
        return Reading(project)
    if lost := missing(project, path.parent):
        found = Finding(lost[0].message, severity="warning")
        return Reading(project, report=Report((found,)))
    return Reading(project, WeightsFile(stored))


def _read_program(path: Path, is_trusted: bool) -> Reading:
    content = files.read_bytes(path)
    if not is_trusted and not is_trusted_content(content):
        raise UntrustedError(
            f"{path.name} is a program: it has to be run to see its model, and can do "
            "whatever you can. Look into it, then say yes with --trust."
        )
    with program.built(path, content) as file:
        return _read_file(file)


def _read_file(path: Path) -> Reading:
    loaded = loading.load(path)
    project = draw(loaded.model)
    members = {f"{recipe.FOLDER}/{name}": data for name, data in loaded.recipe.items()}
    found = recipe.find(members, loaded.model, project)
    unkept: tuple[Finding, ...] = ()
    if found.project is not None:
        project = found.project
    else:
        project, unkept = with_compiled(project, loaded.compiled)
    reading = _taken(project, loaded.model, has_values=loaded.has_weights)
    findings = (*loaded.findings, *found.findings, *unkept)
    return _told(replace(reading, recipe=found.recipe), findings)


def _taken(project: Project, model: keras.Model, *, has_values: bool) -> Reading:
    """Takes the weights along, if they have values."""
    if not has_values:
        return Reading(project)
    keyed, weights = take(project, model)
    return Reading(keyed, weights, model=model)


def _told(reading: Reading, findings: Iterable[Finding]) -> Reading:
    """Returns the reading with a report: what came in, then what is to be known."""
    return replace(reading, report=Report((_summary(reading), *findings)))


def _summary(reading: Reading) -> Finding:
    graphs = reading.project.graphs
    drawn = [x for graph in graphs.values() for x in graph.layers.values()]
    layers = plural(sum(layer.type != "Output" for layer in drawn), "layer")
    inside = f" in {plural(len(graphs), 'graph')}" if len(graphs) > 1 else ""
    trained = len(reading.weights)
    weights = f"the weights of {trained} come along" if trained else "no weights"
    return Finding(f"{layers}{inside}; {weights}.")

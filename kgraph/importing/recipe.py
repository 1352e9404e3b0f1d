"""Finds the drawing and the run again that a `.keras` file of kgraph carries."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import keras
from msgspec.structs import replace

from kgraph.document import files
from kgraph.document.errors import KgraphError
from kgraph.document.graph import Graph, Layer
from kgraph.document.project import Project, with_graphs
from kgraph.document.reports import Finding
from kgraph.modeling import build
from kgraph.modeling.reading.defaults import plain
from kgraph.runs.exporting.recipe import DOCUMENT, Recipe, decode

FOLDER = DOCUMENT.partition("/")[0]
"""The folder of the archive that is kgraph's."""

# What layers learn from data and keep in their config: a drawing may not know it yet.
_LEARNED = ("vocabulary", "idf_weights")
_COUNTED = "vocabulary_size"  # by Keras, once there is a vocabulary


class Found(NamedTuple):
    """What a file tells about where its model came from.

    Attributes:
        project: The drawing that the model was built from; None for none to be opened.
        recipe: What the file says, if it is true.
        findings: What is to be told about it.
    """

    project: Project | None = None
    recipe: Recipe | None = None
    findings: tuple[Finding, ...] = ()


def find(members: Mapping[str, bytes], model: keras.Model, drawn: Project) -> Found:
    """Returns the drawing that a model was built from, if its file holds it.

    The model wins: a drawing that does not build it is not opened.

    Args:
        members: The entries of the archive that kgraph wrote, by name.
        model: The model of the file.
        drawn: The same, drawn anew.
    """
    if DOCUMENT not in members:
        return Found()
    try:
        recipe = decode(members)
        assert recipe is not None
        project = files.loads(recipe.document, DOCUMENT)
        built = plain(build(project).get_config())
    except KgraphError as error:
        return _refused(str(error))
    file = plain(model.get_config())
    if built == file:
        return Found(project, recipe)
    if _unlearned(built) == _unlearned(file):
        return Found(_with_learned(project, drawn), recipe)
    return _refused("It builds another model than the file holds.")


def _refused(why: str) -> Found:
    text = (
        "The drawing in the file is not opened, the model was drawn anew: it was "
        f"changed elsewhere. {why}"
    )
    return Found(findings=(Finding(text, DOCUMENT, "warning"),))


def _unlearned(config: Any) -> Any:
    if isinstance(config, dict):
        kept = {k: v for k, v in config.items() if k not in (*_LEARNED, _COUNTED)}
        return {k: _unlearned(v) for k, v in kept.items()}
    return [_unlearned(v) for v in config] if isinstance(config, list) else config


def _with_learned(project: Project, drawn: Project) -> Project:
    """Returns the drawing with the vocabularies that its layers have learned."""
    learned = {
        (graph.name, layer.name): found
        for graph in drawn.graphs.values()
        for layer in graph.layers.values()
        if (found := {k: v for k, v in layer.config.items() if k in _LEARNED})
    }

    def changed(graph: Graph, layer: Layer) -> Layer:
        found = learned.get((graph.name, layer.name))
        return replace(layer, config={**layer.config, **found}) if found else layer

    return with_graphs(
        project,
        *(
            replace(
                graph, layers={i: changed(graph, x) for i, x in graph.layers.items()}
            )
            for graph in project.graphs.values()
        ),
    )

"""The layers of a model that learn, and how they are flagged, line after line."""

from collections.abc import Mapping
from typing import Any

from kgraph.document.learning import learning_in
from kgraph.document.project import MAIN, Project
from kgraph.document.stages import Place, learning


class Part:
    """A model, or a layer that learns, in a program that is being written.

    Attributes:
        path: Ids of layers, from one of the main graph down to this one.
        is_trainable: Its own flag.
        learns: Whether what a layer holds is trained; that of a wrapper's layers may
            differ from the flag of the wrapper.
    """

    def __init__(self, path: tuple[str, ...], name: str, type: str) -> None:
        self.path = path
        self.name = name
        self.type = type
        self.is_trainable = True
        self.learns = True
        self.children: list[Part] = []

    def leaves(self) -> list["Part"]:
        """Returns the layers that learn, of a model those within it."""
        if not self.children:
            return [self] if self.path else []
        return [leaf for child in self.children for leaf in child.leaves()]

    def is_clear(self, value: bool) -> bool:
        """Whether a flag does the same with every backend.

        With TensorFlow a layer that is given the flag that it has tells those within
        it nothing, with the others it does.
        """
        if self.is_trainable is value:
            return all(part.learns is value for part in self.leaves())
        return all(child.is_clear(value) for child in self.children)

    def set(self, value: bool) -> None:
        """Flags a part, and all within it if the flag is a new one."""
        if self.is_trainable is value:
            return
        self.is_trainable = self.learns = value
        for child in self.children:
            child.set(value)


def _is_trainable(config: Mapping[str, Any]) -> bool:
    return bool(config.get("trainable", True))


def model_of(project: Project) -> Part:
    """Returns a project's model as it is built, before any stage."""
    model = Part((), project.main.name, "")
    model.is_trainable = project.main.trainable
    parts: dict[tuple[str, ...], Part] = {(): model}
    for place in learning(project):
        _add(project, place, parts)
    return model


def _add(project: Project, place: Place, parts: dict[tuple[str, ...], Part]) -> None:
    graph = project.graphs[MAIN]
    for depth, id in enumerate(place.path, 1):
        path, layer = place.path[:depth], graph.layers[id]
        inner = project.graphs.get(layer.submodel or "")
        if path not in parts:
            part = parts[path] = Part(path, layer.name, layer.type)
            part.is_trainable = (
                _is_trainable(layer.config) if inner is None else inner.trainable
            )
            inside = [config for _, config in learning_in(layer.config)]
            part.learns = any(map(_is_trainable, inside or [layer.config]))
            parts[path[:-1]].children.append(part)
        graph = inner or graph

"""The page of several nodes: what they have in common can be set for all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kgraph import catalog
from kgraph.document import edits
from kgraph.document.graph import Graph
from kgraph.document.telling.words import plural, setting, type_name
from kgraph.document.values import is_same
from kgraph.gui.document import Document
from kgraph.gui.inspector.editors import EditorFactory, FormEditor
from kgraph.gui.inspector.known import Known
from kgraph.gui.inspector.section import muted
from kgraph.gui.inspector.trainable import TrainableSwitch
from kgraph.gui.theme import Theme


class SeveralPanel(QWidget):
    """Says what is selected; shows a form if it is all of one type."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self._document = document
        self._factory = EditorFactory(theme)
        self._nodes: Sequence[str] = ()
        self._type: str | None = None
        self.form: FormEditor | None = None
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._summary = muted()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 10, 8, 12)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._summary)
        self.trainable = TrainableSwitch(document)
        self._layout.addWidget(self.trainable)
        self._layout.addStretch(1)

    def show_nodes(self, nodes: Sequence[str], known: Known) -> None:
        """Shows what several nodes have in common."""
        if nodes != self._nodes and self.form is not None:
            self.form.forget()
        self._nodes = nodes
        graph = self._document.graph
        types = Counter(graph.layer_of(node).type for node in nodes)
        only = next(iter(types)) if len(types) == 1 else None
        if only != self._type:
            self._type = only
            self._make_form()
        self._title.setText(f"{plural(len(nodes), 'node')} selected")
        project = self._document.project
        kinds = Counter(type_name(project, graph.layer_of(node)) for node in nodes)
        # No-break spaces: a number and what it counts stay on one line.
        lines = [
            ", ".join(f"{n}\u00a0×\u00a0{kind}" for kind, n in kinds.most_common())
        ]
        lines.append(_weights(graph, nodes, known))
        if self.form is not None:
            shared, differing = common_values(graph, nodes)
            self.form.show_values(shared)
            if differing:
                lines.append(f"Not the same in all: {', '.join(differing)}.")
        self._summary.setText("\n".join(filter(None, lines)))
        self.trainable.show_nodes(nodes)

    def _make_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        spec = catalog.load().operation(self._type) if self._type else None
        if spec is not None and spec.parameters:
            self.form = self._factory.form(spec.parameters)
            self.form.edited.connect(self._edit)
            self.form.reset_requested.connect(self._reset)
            self._layout.insertWidget(3, self.form)

    def _edit(self, name: str, value: object) -> None:
        layers = self._layers()
        self._document.edit_graph(
            setting(f"{name} of {plural(len(layers), 'layer')}", value),
            lambda graph: _for_each(graph, layers, name, value),
            merge_key=f"parameter {' '.join(layers)} {name}",
        )

    def _reset(self, name: str) -> None:
        layers = self._layers()

        def reset(graph: Graph) -> Graph:
            for layer in layers:
                graph = edits.reset_parameter(graph, layer, name)
            return graph

        self._document.edit_graph(
            f"Reset {name} of {plural(len(layers), 'layer')}", reset
        )

    def _layers(self) -> list[str]:
        graph = self._document.graph
        return list(dict.fromkeys(graph.nodes[node].layer for node in self._nodes))


def common_values(
    graph: Graph, nodes: Sequence[str]
) -> tuple[Mapping[str, Any], list[str]]:
    """Returns what all layers have in their configs, and the names that differ."""
    first, *others = (graph.layer_of(node).config for node in nodes)
    names = dict.fromkeys([*first, *(name for config in others for name in config)])
    shared = {
        name: first[name]
        for name in names
        if name in first
        and all(name in o and is_same(o[name], first[name]) for o in others)
    }
    return shared, [name for name in names if name not in shared]


def _for_each(graph: Graph, layers: Sequence[str], name: str, value: object) -> Graph:
    for layer in layers:
        graph = edits.set_parameter(graph, layer, name, value)
    return graph


def _weights(graph: Graph, nodes: Sequence[str], known: Known) -> str:
    counted = {graph.nodes[node].layer: known.node(graph.id, node) for node in nodes}
    found = [a for a in counted.values() if a is not None]
    total = sum(a.trainable + a.non_trainable for a in found)
    return f"{total:,} parameters" if total else ""

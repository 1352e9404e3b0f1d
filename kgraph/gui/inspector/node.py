"""The page of one node: its layer's parameters, and those of the call."""

from typing import Any

from msgspec.structs import replace
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kgraph import catalog
from kgraph.catalog import OperationSpec, ParameterSpec
from kgraph.document import edits
from kgraph.document.graph import ENDS, SUBMODEL, Graph, Layer
from kgraph.document.project import MAIN
from kgraph.document.telling.words import setting
from kgraph.gui.document import Document
from kgraph.gui.inspector.about import AboutPanel
from kgraph.gui.inspector.data import DataPanel
from kgraph.gui.inspector.editors import EditorFactory
from kgraph.gui.inspector.header import HeaderPanel
from kgraph.gui.inspector.inputs import InputsPanel
from kgraph.gui.inspector.known import Known
from kgraph.gui.inspector.name_field import NameField
from kgraph.gui.inspector.placeholder import PlaceholderPanel
from kgraph.gui.inspector.section import SectionPanel, muted
from kgraph.gui.inspector.submodel import SubmodelPanel
from kgraph.gui.inspector.trainable import TrainableSwitch
from kgraph.gui.inspector.words import siblings_in_words
from kgraph.gui.theme import Theme


class NodePanel(QWidget):
    """Shows one node after the other of one type of layer.

    Args:
        type: The layers' type, as in the document.
    """

    def __init__(self, document: Document, type: str, theme: Theme) -> None:
        super().__init__()
        self._document = document
        self._node = ""
        self._spec = catalog.load().operation(type)
        self._factory = EditorFactory(theme)
        submodel = type.removeprefix(SUBMODEL) if type.startswith(SUBMODEL) else None
        name = NameField(document, "Layer name", self._renamed)
        self.header = HeaderPanel(
            *_title(document, type, self._spec), self._spec, name, theme
        )
        self.header.independence_requested.connect(self._make_independent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 10, 8, 12)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.header)
        self.trainable = TrainableSwitch(document)
        self._layout.addWidget(self.trainable)
        self.form = self._add_form()
        self.call = self._add_call()
        self.inputs = self._add_inputs()
        self.data = self._add_data()
        self._unknown = self._add_unknown() if self._is_unknown(submodel) else None
        self.submodel = self._add_submodel(submodel)
        if self._spec is not None:
            self._layout.addWidget(AboutPanel(self._spec))
        self._layout.addStretch(1)

    def show_node(self, node: str, known: Known) -> None:
        """Shows a node whose layer is of this page's type."""
        if node != self._node:
            self._node = node
            self._forget()
        graph = self._document.graph
        layer = graph.layer_of(node)
        self.header.name.show_name(layer.name)
        problems = known.problems_of(graph.id, node)
        fates = known.fates.sentences.get((graph.id, layer.id), ())
        self.header.show_facts(known.node(graph.id, node), fates)
        self.header.show_problems({p: known.offers.get(p, ()) for p in problems})
        self.header.show_siblings(siblings_in_words(graph, node))
        self.trainable.show_nodes([node])
        if self.form is not None:
            self.form.show_values(layer.config)
        if self.call is not None:
            self.call.show_values(graph.nodes[node].constants)
            self._show_free_ports()
        if self.inputs is not None:
            self.inputs.show_node(node)
        if self.data is not None:
            self.data.setVisible(graph.id == MAIN)
            self.data.show_layer(layer, known.description)
        if self.submodel is not None:
            self.submodel.show_layer(layer, graph.id)
        if self._unknown is not None:
            self._unknown.show_layer(layer)

    def _forget(self) -> None:
        self.header.name.field.setModified(False)
        for form in (self.form, self.call):
            if form is not None:
                form.forget()

    @property
    def _layer(self) -> Layer:
        return self._document.graph.layer_of(self._node)

    def _is_unknown(self, submodel: str | None) -> bool:
        graphs = self._document.project.graphs
        return self._spec is None and (submodel is None or submodel not in graphs)

    def _add_form(self) -> Any:
        if self._spec is None or not self._spec.parameters:
            return None
        form = self._factory.form(self._spec.parameters)
        form.edited.connect(self._edit)
        form.reset_requested.connect(self._reset)
        section = SectionPanel("Parameters")
        section.add(form)
        self._layout.addWidget(section)
        return form

    def _add_call(self) -> Any:
        parameters = call_parameters(self._spec) if self._spec else ()
        if not parameters:
            return None
        form = self._factory.form(parameters, folds=False)
        form.edited.connect(self._edit_constant)
        form.reset_requested.connect(lambda name: self._edit_constant(name, None))
        section = SectionPanel("Call")
        section.heading.setToolTip("Arguments of this call alone, not of its layer.")
        if self._spec is not None and self._spec.kind == "op":
            section.add(muted("Where no edge ends, a constant can stand: 2.0, [1, 2]."))
        section.add(form)
        self._layout.addWidget(section)
        return form

    def _add_inputs(self) -> InputsPanel | None:
        if self._spec is None or not any(port.many for port in self._spec.inputs):
            return None
        panel = InputsPanel(self._document, self._spec)
        self._layout.addWidget(panel)
        return panel

    def _add_data(self) -> DataPanel | None:
        if self._spec is None or self._spec.name not in ENDS:
            return None
        panel = DataPanel(self._document, self._factory)
        self._layout.addWidget(panel)
        return panel

    def _add_unknown(self) -> PlaceholderPanel:
        panel = PlaceholderPanel()
        self._layout.addWidget(panel)
        return panel

    def _add_submodel(self, submodel: str | None) -> SubmodelPanel | None:
        if submodel not in self._document.project.graphs:
            return None
        panel = SubmodelPanel(self._document, submodel)
        self._layout.addWidget(panel)
        return panel

    def _show_free_ports(self) -> None:
        """Hides the constants of ports that an edge ends at."""
        node = self._document.graph.nodes[self._node]
        for name, row in self.call.rows.items():
            row.set_visible(not node.inputs.get(name))

    def _edit(self, name: str, value: object) -> None:
        layer = self._layer
        self._document.edit_graph(
            setting(f"{name} of {layer.name}", value),
            lambda graph: edits.set_parameter(graph, layer.id, name, value),
            merge_key=f"parameter {layer.id} {name}",
        )

    def _reset(self, name: str) -> None:
        layer = self._layer
        self._document.edit_graph(
            f"Reset {name} of {layer.name}",
            lambda graph: edits.reset_parameter(graph, layer.id, name),
        )

    def _edit_constant(self, name: str, value: object) -> None:
        node = self._node
        self._document.edit_graph(
            setting(f"{name} of {self._layer.name}", value),
            lambda graph: edits.set_constant(graph, node, name, value),
            merge_key=f"constant {node} {name}",
        )

    def _renamed(self, graph: Graph, name: str) -> Graph:
        return edits.rename(graph, self._layer.id, name)

    def _make_independent(self) -> None:
        node = self._node
        self._document.edit_graph(
            "Make Independent",
            lambda graph: edits.make_independent(graph, node),
        )


def call_parameters(spec: OperationSpec) -> tuple[ParameterSpec, ...]:
    """Returns what a node may hold constants for.

    An argument of a layer's call that is not given is left to Keras: None stands for
    that. A port of an op takes a constant instead of an edge.
    """
    plain = tuple(replace(p, default=None, nullable=True) for p in spec.call)
    if spec.kind != "op":
        return plain
    ports = (
        ParameterSpec(
            port.name,
            "json",
            nullable=True,
            documentation="A constant instead of an edge: 2.0, or [1, 2, 3].",
        )
        for port in spec.inputs
        if not port.many
    )
    return (*ports, *plain)


def _title(
    document: Document, type: str, spec: OperationSpec | None
) -> tuple[str, str]:
    if spec is not None:
        return type, spec.category
    graph = document.project.graphs.get(type.removeprefix(SUBMODEL))
    if type.startswith(SUBMODEL) and graph is not None:
        return graph.name, "Submodel"
    return type, "Placeholder"

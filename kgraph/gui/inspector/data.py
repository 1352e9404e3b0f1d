"""Which columns feed an Input or are the target of an Output, and how."""

from collections.abc import Callable
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QPushButton

from kgraph import catalog
from kgraph.catalog import Kind
from kgraph.document.augmenting import augment, can_augment
from kgraph.document.binding import (
    Proposal,
    apply_proposal,
    bind,
    propose,
    sample_shape,
    unbind,
)
from kgraph.document.columns import DataDescription
from kgraph.document.errors import KgraphError
from kgraph.document.graph import Layer
from kgraph.document.project import Binding, Project
from kgraph.document.values import plain
from kgraph.gui.document import Document
from kgraph.gui.inspector.columns import ColumnsEditor
from kgraph.gui.inspector.editors import EditorFactory
from kgraph.gui.inspector.editors.nested import config_of
from kgraph.gui.inspector.preparing import (
    BINDING,
    OF_INPUTS,
    OF_OUTPUTS,
    PerColumnEditor,
    weighing_columns,
)
from kgraph.gui.inspector.section import SectionPanel, muted
from kgraph.gui.inspector.weighing import ClassWeightsEditor, ColumnEditor


class DataPanel(SectionPanel):
    """A list of the data's columns to check, and how they are prepared."""

    def __init__(self, document: Document, factory: EditorFactory) -> None:
        super().__init__("Data")
        self._document = document
        self._layer: Layer | None = None
        self._description: DataDescription | None = None
        self._hint = muted()
        self.columns = ColumnsEditor()
        self.columns.chosen.connect(self._choose)
        special = {"class_weights": ClassWeightsEditor, "sample_weights": ColumnEditor}
        self.form = factory.form(BINDING, folds=False, special=special)
        self.form.edited.connect(self._prepare)
        self.form.reset_requested.connect(self._reset)
        self.each = PerColumnEditor()
        self.each.changed.connect(lambda own: self._prepare("per_column", own))
        self.augment = QPushButton("Add Augmentation")
        self.augment.setToolTip(
            "Layers behind this Input that flip, turn and zoom images by chance, while "
            "the model is trained and only then."
        )
        self.augment.clicked.connect(self._augment)
        self._error = QLabel(wordWrap=True, objectName="binding error")
        self._error.setProperty("role", "error")
        self._proposed = muted()
        self.apply = QPushButton("Apply Suggestion")
        self.apply.clicked.connect(self._apply)
        widgets = (self._hint, self.columns, self.form, self.each, self._error)
        for widget in (*widgets, self._proposed, self.apply, self.augment):
            self.add(widget)

    def show_layer(self, layer: Layer, description: DataDescription | None) -> None:
        """Shows the binding of an Input or Output."""
        self._layer, self._description = layer, description
        project = self._document.project
        binding = project.data.bindings.get(layer.id)
        is_input = layer.type == "Input"
        self._show_columns(binding)
        self._show_preparation(binding, is_input)
        self.augment.setVisible(can_augment(project.main, layer))
        self._show_hint(project, binding)
        proposal = None if is_input else self._proposal(binding)
        self._show_proposal(proposal)

    def _show_preparation(self, binding: Binding | None, is_input: bool) -> None:
        self.form.setVisible(binding is not None)
        self.each.show_binding(binding, self._description)
        if binding is None:
            return
        weights, column = self._weighing()
        if self._description is not None:
            first = self._description.column(binding.columns[0])
            weights.show_classes(first.categories if first else ())
            column.show_columns(weighing_columns(self._description))
        values = plain(to_builtins(binding))
        values.pop("columns", None)
        self.form.show_values(values)
        for name in OF_INPUTS:
            self.form.rows[name].set_visible(is_input)
        for name in OF_OUTPUTS:
            self.form.rows[name].set_visible(not is_input)

    def _weighing(self) -> tuple[ClassWeightsEditor, ColumnEditor]:
        weights = self.form.rows["class_weights"].editor
        column = self.form.rows["sample_weights"].editor
        assert isinstance(weights, ClassWeightsEditor)
        assert isinstance(column, ColumnEditor)
        return weights, column

    def _show_columns(self, binding: Binding | None) -> None:
        columns = self._description.columns if self._description else ()
        own = self._layer.id if self._layer else ""
        bindings = self._document.project.data.bindings
        others = (b for id, b in bindings.items() if id != own)
        taken = {name for other in others for name in other.columns}
        chosen = binding.columns if binding else ()
        self.columns.show_columns(columns, chosen, taken)

    def _show_hint(self, project: Project, binding: Binding | None) -> None:
        if project.data.source is None:
            text = "Choose a data source first, in the Data panel."
        elif self._description is None:
            text = "The data is being read…"
        elif binding is None:
            text = "Check the columns that belong here."
        else:
            text = self._shape_in_words(binding)
        self._hint.setText(text)

    def _shape_in_words(self, binding: Binding) -> str:
        if self._description is None:
            return ""
        try:
            shape = sample_shape(binding, self._description)
        except KgraphError as error:
            return str(error)
        return f"One sample has the shape {shape}."

    def _choose(self, chosen: Any) -> None:
        layer = self._layer
        if layer is None:
            return
        if not chosen:
            self._edit("Unbind", lambda project: unbind(project, layer.id))
            return
        old = self._document.project.data.bindings.get(layer.id)
        self._bind(replace(old, columns=chosen) if old else Binding(chosen))

    def _prepare(self, name: str, value: Any) -> None:
        old = self._binding()
        if old is not None:
            value = tuple(value) if isinstance(value, list) else value
            value = (value,) if name == "reshape" and isinstance(value, int) else value
            self._bind(replace(old, **{name: value}))

    def _reset(self, name: str) -> None:
        default = next(p.default for p in BINDING if p.name == name)
        self._prepare(name, default)

    def _binding(self) -> Binding | None:
        id = self._layer.id if self._layer else ""
        return self._document.project.data.bindings.get(id)

    def _bind(self, binding: Binding) -> None:
        layer, description = self._layer, self._description
        if layer is not None and description is not None:
            self._edit(
                "Bind columns to",
                lambda project: bind(project, layer.id, binding, description),
            )

    def _edit(self, what: str, function: Callable[[Project], Project]) -> None:
        if self._layer is None:
            return
        try:
            function(self._document.project)
        except KgraphError as error:
            self._show_error(str(error))
            self._show_columns(self._binding())
            return
        self._show_error("")
        self._document.edit(
            f"{what} {self._layer.name}", function, f"binding {self._layer.id}"
        )

    def _show_error(self, message: str) -> None:
        self._error.setText(message)
        self._error.setVisible(bool(message))

    def _proposal(self, binding: Binding | None) -> Proposal | None:
        if binding is None or self._description is None or self._layer is None:
            return None
        try:
            proposal = propose(binding, self._description)
        except KgraphError:
            return None
        project = self._document.project
        proposal = _keeping(proposal, self._layer)
        is_done = apply_proposal(project, self._layer.id, proposal) == project
        return None if is_done else proposal

    def _show_proposal(self, proposal: Proposal | None) -> None:
        self._show_error("")
        self.apply.setVisible(proposal is not None)
        self._proposed.setVisible(proposal is not None)
        if proposal is not None:
            self._proposed.setText(f"Suggested for this target: {_in_words(proposal)}.")

    def _augment(self) -> None:
        layer = self._layer
        if layer is not None:
            node = self._document.project.main.calls[layer.id][0]
            self._document.edit_graph("Add Augmentation", lambda g: augment(g, node))

    def _apply(self) -> None:
        layer, proposal = self._layer, self._proposal(self._binding())
        if layer is not None and proposal is not None:
            self._document.edit(
                f"Suit {layer.name} to its target",
                lambda project: apply_proposal(project, layer.id, proposal),
            )


def _in_words(proposal: Proposal) -> str:
    objects = (proposal.loss, *proposal.metrics)
    found = (catalog.load().resolve(o, "loss", "metric") for o in objects)
    names = (spec.name for spec in found if spec is not None)
    return ", ".join((f"{proposal.units} units", proposal.activation, *names))


def _keeping(proposal: Proposal, layer: Layer) -> Proposal:
    """Returns a proposal with the loss and metrics that are set, if they suit."""
    loss, metrics = layer.config.get("loss"), layer.config.get("metrics")
    if not _is_one(loss, proposal.loss) or "from_logits" in config_of(loss):
        return proposal
    wanted = proposal.metrics
    has_all = isinstance(metrics, list) and all(
        any(_is_one(metric, each) for metric in metrics) for each in wanted
    )
    kept = tuple(metrics) if has_all and metrics else wanted
    return replace(proposal, loss=loss, metrics=kept)


def _is_one(value: Any, other: Any) -> bool:
    """Whether two losses or metrics are of one class, however they are set."""
    kinds: tuple[Kind, ...] = ("loss", "metric")
    found = catalog.load().resolve(value, *kinds)
    return found is not None and found is catalog.load().resolve(other, *kinds)

"""The panel of the stages: their list, and the form of the one that is chosen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kgraph.document import staging
from kgraph.document.analysis import Analysis
from kgraph.document.project import Project
from kgraph.document.stages import listed
from kgraph.document.staging import title
from kgraph.document.telling.trained import Trained, trained_of
from kgraph.document.telling.words import plural, setting
from kgraph.gui.document import Document
from kgraph.gui.inspector.section import muted
from kgraph.gui.inspector.style import style_sheet
from kgraph.gui.stages.buttons import StageButtons
from kgraph.gui.stages.choices import LayerChoice, choices_of, keys_of
from kgraph.gui.stages.form import StageForm
from kgraph.gui.stages.listing import StageList
from kgraph.gui.stages.shown import ShownStage
from kgraph.gui.theme import Theme

ONE = (
    "A run trains what the drawing says, for {epochs}. With stages it goes on in "
    "several steps, each with layers, a learning rate and epochs of its own."
)
Indexed = Callable[[Project], tuple[Project, int]]


class StagesPanel(QWidget):
    """Adds, orders and edits stages; the chosen one is shown on the canvas.

    Attributes:
        shown: Which stage that is, and what it freezes.
    """

    said = Signal(str, str)
    """A sentence and its severity."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self._document = document
        self._theme = theme
        self._analysis = Analysis()
        self._selection: Sequence[str] = ()
        self.shown = ShownStage(document, self)
        self.about = muted()
        self.list = StageList()
        self.list.chosen.connect(self._choose)
        self.list.moved.connect(self._move)
        self.list.removed.connect(self._remove)
        self.buttons = StageButtons(theme)
        self.buttons.pressed.connect(self._press)
        self.tune = QPushButton("Feature Extraction, Then Fine-Tuning")
        self.tune.setToolTip(
            "Makes two stages: first the layers around the submodel learn, then the "
            "last third of it as well, a tenth as fast."
        )
        self.tune.clicked.connect(self._propose)
        self.is_on_canvas = QCheckBox("Show on the canvas what is frozen")
        self.is_on_canvas.setChecked(True)
        self.is_on_canvas.toggled.connect(self.shown.want)
        self.facts = muted()
        self.form = self._make_form()
        self._arrange()
        self.setStyleSheet(style_sheet(theme))
        document.changed.connect(self._follow)
        self._refresh()

    def show_analysis(self, analysis: Analysis) -> None:
        """Counts the weights that the chosen stage trains."""
        self._analysis = analysis
        if self.isVisible():
            self._show_facts()

    def show_selection(self, nodes: Sequence[str]) -> None:
        """Offers to take the nodes that are selected on the canvas."""
        self._selection = nodes
        self.form.show_selection()

    def set_theme(self, theme: Theme) -> None:
        """Makes the form anew in other colours."""
        self._theme = theme
        self.setStyleSheet(style_sheet(theme))
        self.buttons.set_theme(theme)
        old, self.form = self.form, self._make_form()
        self._column.replaceWidget(old, self.form)
        old.hide()
        old.deleteLater()
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Shows what has changed since it was last seen."""
        super().showEvent(event)
        self._refresh()

    def _follow(self, before: Project, after: Project) -> None:
        if self.isVisible() or before.training is not after.training:
            self._refresh()

    def _make_form(self) -> StageForm:
        form = StageForm(self._theme, self._choices, self._selected)
        form.edited.connect(self._edit)
        return form

    def _arrange(self) -> None:
        ground = QWidget(objectName="inspector_ground")
        self._column = QVBoxLayout(ground)
        self._column.setContentsMargins(12, 10, 8, 12)
        self._column.setSpacing(8)
        for widget in (self.about, self.list, self.buttons, self.form):
            self._column.addWidget(widget)
        self._column.addWidget(self.facts)
        self._column.addWidget(self.is_on_canvas)
        row = QHBoxLayout()
        row.addWidget(self.tune)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(ground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def _refresh(self) -> None:
        training = self._document.project.training
        stages, index = training.stages, self.shown.index
        self.about.setText(ONE.format(epochs=plural(training.epochs, "epoch")))
        self.about.setVisible(not stages)
        self.list.setVisible(bool(stages))
        self.list.show_stages(stages, index, self._name_of)
        self.buttons.show_place(index if stages else -1, len(stages))
        self.form.setVisible(bool(stages))
        if stages:
            self.form.show_stage(stages[index])
        if self.isVisible():
            self._show_facts()

    def _show_facts(self) -> None:
        project = self._document.project
        found = trained_of(project, self._analysis, self.shown.stage)
        self.facts.setText(_facts(found, self._analysis))

    def _choices(self) -> Sequence[LayerChoice]:
        return choices_of(self._document.project)

    def _selected(self) -> Sequence[str]:
        document = self._document
        nodes = [n for n in self._selection if n in document.graph.nodes]
        return keys_of(document.project, document.graph_id, nodes)

    def _name_of(self, key: str) -> str:
        project = self._document.project
        found = listed(project, key)
        return project.graphs[found[0]].layers[found[1]].name if found else key

    def _choose(self, index: int) -> None:
        self.form.forget()
        self.shown.choose(index)
        self._refresh()

    def _edit(self, name: str, value: object) -> None:
        index = self.shown.index
        what = title(self.shown.stage, index)
        self._document.edit(
            setting(f"{name} of {what}", value),
            lambda project: staging.set_stage(project, index, name, value),
            None if name == "layers" else f"stage {index} {name}",
        )

    def _press(self, what: str) -> None:
        index = self.shown.index
        match what:
            case "add":
                self._make("Add a Stage", staging.add_stage)
            case "duplicate":
                self._make(
                    "Duplicate a Stage",
                    lambda project: staging.duplicate_stage(project, index),
                )
            case "up" | "down":
                self._move(index, index + (1 if what == "down" else -1))
            case "remove":
                self._remove(index)

    def _move(self, index: int, to: int) -> None:
        if 0 <= to < len(self._document.project.training.stages):
            self._make(
                "Move a Stage", lambda project: staging.move_stage(project, index, to)
            )

    def _make(self, label: str, function: Indexed) -> None:
        index = self._document.make(label, function)
        if index is not None:
            self._choose(index)

    def _remove(self, index: int) -> None:
        self.form.forget()
        self._document.edit(
            "Remove a Stage", lambda project: staging.remove_stage(project, index)
        )

    def _propose(self) -> None:
        if self._document.edit("Make Two Stages", staging.extract_then_tune):
            self._choose(0)


def _facts(found: Trained, analysis: Analysis) -> str:
    """Says how much a stage trains, as far as that is known."""
    layers = f"{found.layers} of {plural(found.all_layers, 'layer')} that learn"
    main = analysis.graphs.get("main")
    if main is None or not main.nodes:
        return f"Trains {layers}."
    total = main.trainable + main.non_trainable
    return f"Trains {found.weights:,} of {total:,} parameters: {layers}."

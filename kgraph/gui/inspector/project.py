"""The page of the project: the model's name, how it is trained, and on what."""

from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from kgraph.catalog.own import TRAINING
from kgraph.document import edits
from kgraph.document.analysis import DATA_READABLE
from kgraph.document.project import Project, Training
from kgraph.document.staging import title
from kgraph.document.telling.words import plural, setting
from kgraph.document.values import plain
from kgraph.gui.document import Document
from kgraph.gui.inspector.editors import EditorFactory
from kgraph.gui.inspector.known import Known
from kgraph.gui.inspector.name_field import NameField
from kgraph.gui.inspector.section import SectionPanel, muted
from kgraph.gui.inspector.settings import settings_form
from kgraph.gui.inspector.source import SourcePanel
from kgraph.gui.theme import Theme


class ProjectPanel(QWidget):
    """What is not of one node; shown while nothing is selected."""

    data_requested = Signal()
    """The person wants to see the data."""

    stages_requested = Signal()
    """The person wants to see the stages."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self._document = document
        self._factory = EditorFactory(theme)
        self.name = NameField(document, "Model name", edits.rename_graph)
        self.fates = muted()
        self.source = SourcePanel()
        self.source.panel_requested.connect(self.data_requested)
        self._devices: tuple[str, ...] = ()
        self.training = settings_form(self._factory, lambda: self._devices)
        self.training.edited.connect(self._edit_training)
        defaults = {p.name: plain(p.default) for p in TRAINING.parameters}
        self.training.reset_requested.connect(
            lambda name: self._edit_training(name, defaults[name])
        )
        self.stages = muted()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 10, 8, 12)
        self._layout.setSpacing(8)
        self._arrange()

    def show_project(self, known: Known) -> None:
        """Shows the project as it is now."""
        project = self._document.project
        self.name.show_name(self._document.graph.name)
        self.fates.setText(known.fates.text)
        self.fates.setVisible(bool(known.fates.text))
        is_unreadable = any(p.rule == DATA_READABLE for p in known.analysis.problems)
        self.source.show_data(
            project.data, known.description, is_unreadable=is_unreadable
        )
        self._devices = known.devices
        self.training.show_values(_values(project.training))
        self.stages.setText(_stages_in_words(project.training))
        self.stages.setVisible(bool(project.training.stages))
        self.training.rows["epochs"].set_visible(not project.training.stages)

    def _arrange(self) -> None:
        title = QLabel("Model")
        title.setProperty("role", "title")
        about = muted("The model's name in Keras.")
        for widget in (title, about, self.name, self.fates):
            self._layout.addWidget(widget)
        section = SectionPanel("Training")
        section.add(self.training)
        section.add(self.stages)
        more = QPushButton("Stages…")
        more.setToolTip("Train in several steps: what learns, how fast and how long.")
        more.clicked.connect(self.stages_requested)
        section.rows.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(self.source)
        self._layout.addWidget(section)
        self._layout.addStretch(1)

    def _edit_training(self, name: str, value: Any) -> None:
        value = tuple(value) if name == "callbacks" else value

        def edit(project: Project) -> Project:
            return replace(project, training=replace(project.training, **{name: value}))

        label = setting(f"training {name}", value)
        self._document.edit(label, edit, f"training {name}")


def _values(settings: Training) -> dict[str, Any]:
    return {
        name: plain(to_builtins(getattr(settings, name)))
        for name in settings.__struct_fields__
    }


def _stages_in_words(training: Training) -> str:
    """Says what a run does; nothing where it has but one stage."""
    if not training.stages:
        return ""
    steps = (
        f"{title(stage, index)} ({plural(stage.epochs, 'epoch')})"
        for index, stage in enumerate(training.stages)
    )
    return f"{plural(len(training.stages), 'stage')}: {', then '.join(steps)}."

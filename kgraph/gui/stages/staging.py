"""Ties the stages to the window: what they freeze is seen, and can be changed."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kgraph.document.freezing import freeze, unfreeze
from kgraph.document.project import Project
from kgraph.document.staging import title
from kgraph.document.telling.trained import trained_of
from kgraph.document.telling.words import plural
from kgraph.gui.stages.following import RunningStage
from kgraph.gui.stages.shown import Frozen

if TYPE_CHECKING:
    from kgraph.gui.window import MainWindow

Edit = Callable[[Project, str, list[str]], Project]


class Staging:
    """Shows on canvas and status bar what the chosen stage trains."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._document = window.document
        panels, analyst = window.panels, window.analyst
        self._stages = panels.stages
        self._stages.shown.changed.connect(lambda found: self._show_frozen(found))
        panels.canvas.selection_changed.connect(self._stages.show_selection)
        panels.inspector.stages_requested.connect(self._open)
        panels.problems.setting_requested.connect(self._show_setting)
        analyst.analyzed.connect(lambda _: self._count())
        analyst.devices_found.connect(panels.inspector.show_devices)
        self._document.graph_shown.connect(lambda _: self._count())
        RunningStage(window.session, self._stages)
        self._show_frozen(self._stages.shown.frozen)

    def slots(self) -> dict[str, Callable[[], object]]:
        """Returns what happens when an action is triggered, by its name."""
        return {
            "freeze": partial(self._apply, "Freeze", freeze),
            "unfreeze": partial(self._apply, "Unfreeze", unfreeze),
        }

    def _open(self) -> None:
        dock = self._window.docks.stages
        dock.show()
        dock.raise_()

    def _show_setting(self, path: str) -> None:
        """Shows where a setting is made: such as `training.stages.0.epochs`."""
        part, name = (*path.split("."), "")[:2]
        if (part, name) == ("training", "stages"):
            self._open()
            return
        dock = self._window.docks.data
        if part == "training":
            dock = self._window.docks.inspector
            self._window.panels.canvas.select(())
        dock.show()
        dock.raise_()
        if part == "training":
            self._window.panels.inspector.show_training_setting(name)

    def _apply(self, verb: str, function: Edit) -> None:
        graph, nodes = self._document.graph_id, self._window.panels.canvas.selected()
        self._document.edit(
            f"{verb} {plural(len(nodes), 'Node')}",
            lambda project: function(project, graph, nodes),
        )

    def _show_frozen(self, frozen: Frozen) -> None:
        self._window.panels.canvas.show_frozen(frozen.layers, frozen.words)
        self._count()

    def _count(self) -> None:
        analysis, shown = self._window.analyst.analysis, self._stages.shown
        project, graph = self._document.project, self._document.graph_id
        self._stages.show_analysis(analysis)
        costs, stages = self._window.status.costs, project.training.stages
        if not (stages or shown.frozen.layers):
            costs.show_trained(None, ())
            return
        everything = project.training.all_stages
        counts = [trained_of(project, analysis, s, graph).weights for s in everything]
        lines = tuple(
            f"{title(stage, index)}: {count:,} train"
            for index, (stage, count) in enumerate(zip(stages, counts, strict=False))
        )
        costs.show_trained(counts[shown.index], lines)

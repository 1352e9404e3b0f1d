"""Lays the curves of ticked runs over those in the Training panel."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from kgraph.document.errors import KgraphError
from kgraph.gui.runs.panel import RunsPanel
from kgraph.gui.training import TrainingPanel
from kgraph.runs.run import batches_of

if TYPE_CHECKING:
    from kgraph.gui.training.curves import CurvesView


class Overlaying(QObject):
    """Lets the ticks of the table and the curves say the same."""

    def __init__(self, panel: RunsPanel, training: TrainingPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._training = training
        self._heard: CurvesView | None = None
        panel.overlay_requested.connect(self._follow)

    def show(self, run: str) -> None:
        """Shows the curves of a run in place of those that are there.

        Raises:
            KgraphError: If the store cannot be read.
        """
        store = self._panel.store
        epochs = store.epochs(run)
        self._panel.model.tick([run], is_ticked=False)
        self._curves().recall(run, epochs, batches_of(epochs))

    def _follow(self, ticked: Any) -> None:
        """Draws what was ticked since, and takes away what no longer is."""
        curves = self._curves()
        for run in set(curves.overlays) - set(ticked):
            curves.remove_overlay(run)
        for run in ticked:
            if run not in curves.overlays:
                self._lay_over(run)

    def _lay_over(self, run: str) -> None:
        store = self._panel.store
        try:
            tags = ", ".join(store.get(run).tags)
            epochs = store.epochs(run)
        except KgraphError as error:
            self._panel.said.emit(str(error), "error")
            return
        title = f"{run} {tags}" if tags else run
        self._curves().overlay(run, title, epochs, batches_of(epochs))

    def _curves(self) -> "CurvesView":
        """Returns the curves, which are made when they are first needed."""
        curves = self._training.curves
        if curves is not self._heard:
            self._heard = curves
            curves.overlay_removed.connect(self._untick)
        return curves

    def _untick(self, run: str) -> None:
        self._panel.model.tick([run], is_ticked=False)

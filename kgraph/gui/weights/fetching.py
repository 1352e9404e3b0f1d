"""Fetches the published weights of a known model that a drawing holds."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout

from kgraph.document.telling.words import plural
from kgraph.document.weights import keys
from kgraph.document.weights.borrowing import (
    Backbone,
    backbones,
    borrowed,
    is_untrained,
)
from kgraph.gui.errand import Errand
from kgraph.gui.panels.working import Working
from kgraph.messages import Import, Imported

if TYPE_CHECKING:
    from kgraph.gui.window import MainWindow

IMAGENET = "imagenet"


class FetchingWeights(QObject):
    """Gives a submodel such as MobileNet what it learned from ImageNet, in one step.

    A new drawing with such a submodel is told that it begins with random weights, and
    offered better ones.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._document = window.document
        self._working = Working()
        self._working.cancelled.connect(self._cancel)
        layout = window.centralWidget().layout()
        cast(QVBoxLayout, layout).insertWidget(0, self._working)
        self._errand = Errand(
            window.engine, "Import", Imported, self, is_repeated=False
        )
        self._errand.answered.connect(self._take)
        self._errand.failed.connect(self._complain)
        self._errand.changed.connect(self._show_state)
        self._document.replacing.connect(self._errand.cancel)
        # Later: the notice of the drawing before is put away first.
        self._document.replaced.connect(lambda: QTimer.singleShot(0, self, self._offer))

    def slots(self) -> dict[str, Callable[[], object]]:
        """Returns what happens when an action is triggered, by its name."""
        return {"fetch_weights": self.fetch}

    def fetch(self) -> None:
        """Asks for the weights of the first known model of the drawing."""
        found = self._backbone
        if found is None:
            self._say(
                "This drawing has no submodel that is named as a model of "
                "keras.applications is, such as MobileNet. Import one, or begin with "
                "the template Transfer learning.",
                "warning",
            )
            return
        self._errand.ask(Import(found.application.source, IMAGENET))

    @property
    def _backbone(self) -> Backbone | None:
        return next(iter(backbones(self._document.project)), None)

    def _offer(self) -> None:
        """Offers weights to a new drawing; one that was opened is as it was left."""
        document, found = self._document, self._backbone
        is_new = document.path is None and document.proposed is None
        if found is not None and is_new and is_untrained(document.project, found):
            self._window.panels.notice.say(
                f"{found.application.name} begins with random weights here. Where "
                "there is a network, it can begin with those that were learned from "
                "ImageNet.",
                action=self._window.actions_by_name["fetch_weights"],
            )

    def _show_state(self) -> None:
        request = self._errand.request
        if isinstance(request, Import):
            name = request.source.partition(":")[2]
            self._working.begin(f"Fetching the ImageNet weights of {name}…")
        else:
            self._working.end()

    def _cancel(self) -> None:
        self._errand.cancel()
        self._say("No weights were fetched. The drawing is as it was.", "info")

    def _take(self, request: Import, answer: Imported) -> None:
        found = self._backbone
        if found is None:
            return
        name = found.application.name
        if self._document.edit(
            f"Fetch ImageNet Weights of {name}",
            lambda project: borrowed(project, found, answer.project),
        ):
            layers = plural(len(keys(self._document.project)), "layer")
            self._say(f"{layers} of {name} begin with ImageNet weights.", "success")

    def _complain(self, request: Import, reason: str) -> None:
        self._say(
            f"No weights were fetched. {reason} The drawing is as it was: it can be "
            "trained from random weights.",
            "error",
        )

    def _say(self, sentence: str, severity: str) -> None:
        self._window.panels.notice.say(sentence, severity)

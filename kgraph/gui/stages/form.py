"""The form of one stage: what learns, how fast and how long."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from msgspec import to_builtins
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kgraph.catalog.own import STAGE
from kgraph.document.training import Stage
from kgraph.document.values import plain
from kgraph.gui.inspector.editors import EditorFactory
from kgraph.gui.inspector.editors.choice import ChoiceEditor
from kgraph.gui.inspector.editors.factory import MakeEditor
from kgraph.gui.inspector.editors.order import Order
from kgraph.gui.stages.choices import LayerChoice
from kgraph.gui.stages.layers import LayersEditor
from kgraph.gui.theme import Theme

TRAINS = {
    "drawn": "as drawn",
    "all": "all layers",
    "last": "last layers",
    "only": "only these",
    "except": "all but these",
}
LISTED = ("only", "except")
ORDER = Order(
    first=(
        "name",
        "epochs",
        "trains",
        "last",
        "layers",
        "keeps_statistics",
        "learning_rate",
        "optimizer",
        "callbacks",
    )
)


class StageForm(QWidget):
    """Shows a stage; what does not matter to what it trains is hidden.

    Args:
        choices: Returns the layers that a stage can list.
        selected: Returns those that are selected on the canvas.
    """

    edited = Signal(str, object)
    """An attribute of the stage, and the value that the person wants."""

    def __init__(
        self,
        theme: Theme,
        choices: Callable[[], Sequence[LayerChoice]],
        selected: Callable[[], Sequence[str]],
    ) -> None:
        super().__init__()
        special: dict[str, MakeEditor] = {
            "trains": partial(ChoiceEditor, words=TRAINS),
            "layers": partial(LayersEditor, choices=choices, selected=selected),
        }
        factory = EditorFactory(theme)
        self.form = factory.form(STAGE.parameters, order=ORDER, special=special)
        self.form.edited.connect(self.edited)
        defaults = {p.name: plain(p.default) for p in STAGE.parameters}
        self.form.reset_requested.connect(lambda n: self.edited.emit(n, defaults[n]))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)

    def show_stage(self, stage: Stage) -> None:
        """Shows a stage of the training."""
        self.form.show_values(_values(stage))
        self.form.rows["last"].set_visible(stage.trains == "last")
        self.form.rows["layers"].set_visible(stage.trains in LISTED)

    def show_selection(self) -> None:
        """Says how many layers could be taken from the canvas."""
        layers = self.form.rows["layers"].editor
        if isinstance(layers, LayersEditor):
            layers.show_selection()

    def forget(self) -> None:
        """Lets go of what was typed: the next stage is another one."""
        self.form.forget()


def _values(stage: Stage) -> dict[str, Any]:
    names = stage.__struct_fields__
    return {name: plain(to_builtins(getattr(stage, name))) for name in names}

"""A menu that binds columns, for those who do not drag."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QMenu, QWidget

from kgraph.document.binding import Fit, fit, layers_of_type
from kgraph.document.columns import DataDescription
from kgraph.document.graph import ENDS
from kgraph.document.project import Project
from kgraph.gui.look.tips import plain_tip


class Destination(NamedTuple):
    """Where columns can go.

    Attributes:
        type: `Input` or `Output`.
        layer: Id of a layer that is there; empty for a new one.
    """

    type: str
    layer: str = ""


def binding_menu(
    parent: QWidget,
    project: Project,
    columns: tuple[str, ...],
    description: DataDescription,
    chosen: Callable[[Destination], None],
) -> QMenu:
    """Returns a menu of the Inputs and Outputs that columns can be bound to.

    What does not fit is greyed, and says why.
    """
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    for number, type in enumerate(ENDS):
        if number:
            menu.addSeparator()
        for layer in layers_of_type(project.main, type):
            told = fit(project, layer.id, columns, description)
            _add(
                menu, f"{type} {layer.name}", told, Destination(type, layer.id), chosen
            )
        new = Fit("good", f"Places an {type} on the drawing, bound to these columns.")
        _add(menu, f"New {type}", new, Destination(type), chosen)
    return menu


def _add(
    menu: QMenu,
    text: str,
    told: Fit,
    destination: Destination,
    chosen: Callable[[Destination], None],
) -> None:
    action = menu.addAction(text.replace("&", "&&"))
    action.setToolTip(plain_tip(told.sentence))
    action.setEnabled(told.grade != "refused")
    action.triggered.connect(lambda *_: chosen(destination))

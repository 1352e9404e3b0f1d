"""Takes the focus from panel to panel, so that the keyboard reaches them all."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from kgraph.gui.panels.docks import Docks


class Circling:
    """Goes round the canvas and the panels that are seen.

    Args:
        canvas: Has the first place.
    """

    def __init__(self, canvas: QWidget, docks: Callable[[], Docks]) -> None:
        self._canvas = canvas
        self._docks = docks

    def slots(self) -> dict[str, Callable[[], object]]:
        """Returns what happens when an action is triggered, by its name."""
        return {
            "next_panel": lambda: self.go(1),
            "previous_panel": lambda: self.go(-1),
        }

    def go(self, step: int) -> None:
        """Gives the focus to the panel some places on; the canvas is the first."""
        docks = [dock for dock in self._docks().all() if _is_seen(dock)]
        panels = [self._canvas, *(dock.widget() for dock in docks)]
        focused = QApplication.focusWidget()
        here = [i for i, panel in enumerate(panels) if _holds(panel, focused)]
        place = here[0] + step if here else 0
        _focus(panels[place % len(panels)])


def _focus(panel: QWidget) -> None:
    target = next(_stops(panel), panel)
    target.setFocus(Qt.FocusReason.TabFocusReason)


def _stops(panel: QWidget) -> Iterator[QWidget]:
    """Yields what Tab stops at in a panel, in Tab's order."""
    if panel.focusProxy() is not None:
        yield panel
    widget = panel.nextInFocusChain()
    while widget is not None and widget is not panel:
        takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        can = widget.isVisible() and widget.isEnabled()
        if takes_tab and can and panel.isAncestorOf(widget):
            yield widget
        widget = widget.nextInFocusChain()


def _is_seen(panel: QWidget) -> bool:
    return panel.isVisible() and not panel.visibleRegion().isEmpty()


def _holds(panel: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (panel is widget or panel.isAncestorOf(widget))

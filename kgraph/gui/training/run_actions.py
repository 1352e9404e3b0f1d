"""What menus and keys do to a run, and when they can."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from kgraph.gui.training.panel import TrainingPanel
from kgraph.gui.training.session import State, TrainingSession

if TYPE_CHECKING:
    from kgraph.gui.commands.actions import Actions

UNDER_WAY = ("stop_best", "pause_resume", "set_learning_rate")


def slots(
    session: TrainingSession, panel: TrainingPanel
) -> dict[str, Callable[[], object]]:
    """Returns what the actions of a run do, by their names."""
    return {
        "stop": lambda: session.stop(),
        "stop_best": lambda: session.stop(restores_best=True),
        "pause_resume": panel.head.buttons.pause_or_resume,
        "set_learning_rate": panel.head.steering.focus_rate,
        "add_epochs": panel.head.steering.ask_epochs,
        "continue_run": panel.proceed,
    }


def show_state(state: State, actions: "Actions", panel: TrainingPanel) -> None:
    """Enables what can be done to a run now.

    Args:
        panel: Shows the run, or the one that has ended.
    """
    is_idle, is_under_way = state is State.IDLE, state.is_under_way
    actions["train"].setEnabled(is_idle)
    actions["stop"].setEnabled(is_under_way or state is State.STARTING)
    for name in UNDER_WAY:
        actions[name].setEnabled(is_under_way)
    has_run = is_idle and panel.head.steering.has_run
    actions["add_epochs"].setEnabled(is_under_way or has_run)
    actions["continue_run"].setEnabled(panel.head.buttons.has_offer)
    is_waiting = state in (State.PAUSING, State.PAUSED)
    actions["pause_resume"].setText("Res&ume" if is_waiting else "&Pause")

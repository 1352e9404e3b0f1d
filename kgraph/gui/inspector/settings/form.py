"""The form of a training: what a newcomer needs first, the rest by its purpose."""

from collections.abc import Callable, Sequence
from functools import partial

from kgraph.catalog.own import TRAINING
from kgraph.gui.inspector.editors import EditorFactory, FormEditor
from kgraph.gui.inspector.editors.factory import MakeEditor
from kgraph.gui.inspector.editors.order import Group, Order
from kgraph.gui.inspector.settings.backend import BackendEditor
from kgraph.gui.inspector.settings.device import DeviceEditor

ORDER = Order(
    first=("optimizer", "epochs", "batch_size", "callbacks"),
    groups=(
        Group("Fit", ("shuffle", "seed", "steps_per_epoch", "initial_epoch")),
        Group(
            "Validation",
            ("validation_freq", "validation_batch_size", "validation_steps"),
        ),
        Group("Compile", ("steps_per_execution", "jit_compile", "run_eagerly")),
        Group("Machine", ("backend", "device", "precision")),
        Group("Safety", ("checkpoint_minutes", "tensorboard")),
    ),
)


def settings_form(
    factory: EditorFactory, devices: Callable[[], Sequence[str]]
) -> FormEditor:
    """Returns the form of the arguments of `compile()` and `fit()`.

    Args:
        devices: Returns what the engine can compute on, as Keras calls it.
    """
    special: dict[str, MakeEditor] = {
        "backend": BackendEditor,
        "device": partial(DeviceEditor, devices=devices),
    }
    return factory.form(TRAINING.parameters, order=ORDER, special=special)

"""How a project's model is trained: the arguments of `compile()` and `fit()`."""

from typing import Any, Literal

from msgspec import Struct, field

Backend = Literal["auto", "tensorflow", "jax", "torch"]
Precision = Literal["float32", "mixed_float16", "mixed_bfloat16"]
Compiling = Literal["auto", "on", "off"]
Trains = Literal["drawn", "all", "last", "only", "except"]


class Stage(Struct, frozen=True, omit_defaults=True):
    """A part of a run with settings of its own, such as feature extraction.

    Attributes:
        name: What people call it; empty for its number.
        trains: What learns: what the drawing says; `all` layers; the `last` of them
            that have weights; `only` those listed; or all `except` those listed.
        last: How many layers with weights, counted from the Outputs.
        layers: Ids of layers of the main graph, a submodel among them for all that is
            in it; `GRAPH/LAYER` for a layer inside of a submodel.
        keeps_statistics: Whether each BatchNormalization stays as it is and works as
            it does when the model predicts.
        optimizer: None for the optimizer of the training.
        learning_rate: In place of the optimizer's; None for that.
        callbacks: None for the callbacks of the training.
    """

    name: str = ""
    trains: Trains = "drawn"
    last: int = 1
    layers: tuple[str, ...] = ()
    keeps_statistics: bool = False
    optimizer: dict[str, Any] | None = None
    learning_rate: float | None = None
    epochs: int = 10
    callbacks: tuple[dict[str, Any], ...] | None = None


class Training(Struct, frozen=True, omit_defaults=True):
    """Arguments of `compile()` and `fit()`; losses and metrics are with the Outputs.

    The parameters, with their documentation, are `kgraph.catalog.own.TRAINING`.

    Attributes:
        stages: What a run does, one after the other; none for a single stage of
            `epochs` that trains what the drawing says.
    """

    optimizer: dict[str, Any] = field(
        default_factory=lambda: {"class_name": "Adam", "config": {}}
    )
    epochs: int = 10
    batch_size: int = 32
    shuffle: bool = True
    seed: int | None = 0
    callbacks: tuple[dict[str, Any], ...] = ()
    stages: tuple[Stage, ...] = ()
    steps_per_epoch: int | None = None
    validation_freq: int = 1
    validation_batch_size: int | None = None
    validation_steps: int | None = None
    initial_epoch: int = 0
    steps_per_execution: int = 1
    jit_compile: Compiling = "auto"
    run_eagerly: bool = False
    precision: Precision = "float32"
    backend: Backend = "auto"
    device: str = "auto"
    tensorboard: bool = False
    checkpoint_minutes: float = 5.0

    @property
    def all_stages(self) -> tuple[Stage, ...]:
        """The stages; where there are none, the one that the training itself is."""
        return self.stages or (Stage(epochs=self.epochs),)

    @property
    def all_epochs(self) -> int:
        """How many epochs a run has, over all of its stages."""
        return sum(stage.epochs for stage in self.all_stages)

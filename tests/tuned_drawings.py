"""Models whose base is frozen first and then tuned."""

from drawings import CLASSES
from msgspec.structs import replace
from sketch import Sketch

from kgraph.document.project import (
    Binding,
    Data,
    DataSource,
    Project,
    Split,
    Stage,
    Training,
)

FROZEN_THEN_TUNED = (
    Stage(name="Feature extraction", trains="only", epochs=2),
    Stage(
        name="Fine-tuning",
        trains="all",
        keeps_statistics=True,
        learning_rate=1e-4,
        epochs=3,
    ),
)


def base(depth: int = 3, id: str = "g1") -> Sketch:
    """Convolutions with BatchNormalizations in between, as a submodel."""
    s = Sketch("base", id)
    x = s.add("Input", name="image", shape=[8, 8, 1])
    for number in range(1, depth + 1):
        x = s.add("Conv2D", x, name=f"conv_{number}", filters=4, kernel_size=3)
        x = s.add("BatchNormalization", x, name=f"norm_{number}")
        x = s.add("Activation", x, name=f"act_{number}", activation="relu")
    s.output(s.add("GlobalAveragePooling2D", x, name="pool"), name="features")
    return s


def tuned(**settings: object) -> Project:
    """The base with a head of two layers, to be trained in two stages."""
    inner = base()
    s = Sketch("tuned")
    image = s.add("Input", name="image", shape=[8, 8, 1])
    x = s.add("graph:g1", at={"image": [image]}, name="base")
    x = s.add("Dense", x, name="hidden", units=16, activation="relu")
    x = s.add("Dense", x, name="head", units=10, activation="softmax")
    s.output(
        x,
        name="digit",
        loss=CLASSES,
        metrics=[
            {"class_name": "SparseCategoricalAccuracy", "config": {"name": "accuracy"}}
        ],
    )
    ids = {layer.name: layer.id for layer in s.graph.layers.values()}
    stages = (
        replace(FROZEN_THEN_TUNED[0], layers=(ids["hidden"], ids["head"])),
        FROZEN_THEN_TUNED[1],
    )
    data = Data(
        source=DataSource("builtin", "digits"),
        bindings={
            ids["image"]: Binding(("image",), reshape=(8, 8, 1)),
            ids["digit"]: Binding(("digit",)),
        },
        split=Split(),
    )
    training = replace(Training(stages=stages), **settings)
    return replace(s.project(inner), data=data, training=training)


def with_head(inner: Sketch, dropout: float = 0.0) -> Project:
    """A submodel that takes four numbers as backbone, with a head behind it."""
    s = Sketch()
    x = s.add("Input", shape=[4])
    x = s.add("graph:g1", name="backbone", at={"input": [x]})
    if dropout:
        x = s.add("Dropout", x, name="dropout", rate=dropout)
    s.output(s.add("Dense", x, name="head", units=2))
    return s.project(inner)


def transfer(depth: int) -> Project:
    """A backbone of so many Denses, with a Dropout and a head behind it."""
    s = Sketch("backbone", "g1")
    x = s.add("Input", shape=[4])
    for number in range(depth):
        x = s.add("Dense", x, name=f"dense{number}", units=4)
    s.output(x)
    return with_head(s, dropout=0.5)

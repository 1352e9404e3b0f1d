"""Drawings with the mistakes that people make, and what should be offered for each."""

from typing import NamedTuple

from msgspec.structs import replace
from sketch import Sketch

from kgraph.document.analysis import Analysis
from kgraph.document.binding import check_arriving, check_data
from kgraph.document.columns import Column, DataDescription
from kgraph.document.project import Binding, Data, DataSource, Project

SPARSE = "SparseCategoricalCrossentropy"
DIGITS = DataDescription(
    100,
    (
        Column("image", (28, 28, 1), minimum=0.0, maximum=1.0),
        Column(
            "label",
            categories=tuple(map(str, range(10))),
            minimum=0.0,
            maximum=9.0,
        ),
    ),
)


class Mistake(NamedTuple):
    """A drawing with one mistake.

    Attributes:
        rule: Of the problem that tells of it.
        offers: Titles of repairs that should be among those that are offered.
    """

    project: Project
    rule: str
    offers: tuple[str, ...]
    description: DataDescription | None = None


def known(project: Project, analysis: Analysis, description: DataDescription | None):
    """Returns an analysis with what does not fit the data, as the window has it."""
    if description is None:
        return analysis
    found = (
        *analysis.problems,
        *check_data(project, description),
        *check_arriving(project, analysis, description),
    )
    return replace(analysis, problems=found)


def loss(name: str, **config: object) -> dict[str, object]:
    return {"class_name": name, "config": config}


def _chain(shape, *layers, **output):
    s = Sketch()
    node = s.add("Input", shape=list(shape))
    for type, config in layers:
        node = s.add(type, node, **config)
    s.output(node, **(output or {"loss": "mse"}))
    return s.project()


def _merged(type, one, other, **config):
    s = Sketch()
    nodes = [s.add("Input", shape=list(shape)) for shape in (one, other)]
    s.output(s.add(type, *nodes, **config), loss="mse")
    return s.project()


def _bound(project: Project, **binding: object) -> Project:
    graph = project.main
    ends = {layer.type: layer.id for layer in graph.layers.values()}
    bindings = {
        ends["Input"]: Binding(("image",)),
        ends["Output"]: Binding(("label",), **binding),
    }
    data = Data(source=DataSource("npz", "digits.npz"), bindings=bindings)
    return replace(project, data=data)


def _digits(*layers, **output):
    return _bound(_chain((28, 28, 1), *layers, **output))


def _lonely(*placed):
    """Places layers that have no edges but those that are asked for."""
    s = Sketch()
    ids = []
    for type, sources, config in placed:
        ids.append(s.add(type, *(ids[i] for i in sources), **config))
    return s.project()


CONV = ("Conv2D", {"filters": 8, "kernel_size": 3})
LSTM = ("LSTM", {"units": 4})
SOFTMAX = ("Dense", {"units": 10, "activation": "softmax"})
MSE = {"loss": "mse"}


def _branches(type: str) -> Project:
    s = Sketch()
    image = s.add("Input", shape=[32, 32, 16])
    conv = s.add("Conv2D", image, filters=32, kernel_size=3, strides=2)
    s.output(s.add(type, conv, image), loss="mse")
    return s.project()


def _valid(type: str) -> Project:
    s = Sketch()
    image = s.add("Input", shape=[32, 32, 16])
    conv = s.add("Conv2D", image, filters=16, kernel_size=3)
    s.output(s.add(type, conv, image), loss="mse")
    return s.project()


RANKS = {
    "an image without channels": Mistake(
        _chain((28, 28), CONV),
        "keras",
        (
            "Insert Reshape to 28 × 28 × 1 before 'conv2d'",
            "Give 'input' the shape 28 × 28 × 1",
        ),
    ),
    "a flat image": Mistake(
        _chain((784,), CONV),
        "keras",
        ("Insert Reshape to 28 × 28 × 1 before 'conv2d'",),
    ),
    "recurrent after recurrent": Mistake(
        _chain((10, 4), LSTM, LSTM), "keras", ("Let 'lstm' return its whole sequence",)
    ),
    "an image as a sequence": Mistake(
        _chain((28, 28, 3), LSTM),
        "keras",
        ("Insert Reshape to 28 × 84 before 'lstm'",),
    ),
    "a number before Dense": Mistake(
        _chain((), ("Dense", {"units": 2})),
        "keras",
        ("Insert Reshape to 1 before 'dense'",),
    ),
}
JOINS = {
    "a residual with stride": Mistake(
        _branches("Add"),
        "keras",
        (
            "Set padding='same' on 'conv2d', and insert Conv2D 1×1 with 32 filters, "
            "stride 2 behind 'input'",
            "Insert Cropping2D and Conv2D 1×1 with 32 filters behind 'input'",
        ),
    ),
    "a convolution without padding": Mistake(
        _valid("Concatenate"),
        "keras",
        (
            "Set padding='same' on 'conv2d'",
            "Insert Resizing behind 'conv2d'",
            "Insert ZeroPadding2D behind 'conv2d'",
            "Insert Cropping2D behind 'input'",
        ),
    ),
    "other channels": Mistake(
        _merged("Add", (8, 8, 4), (8, 8, 16)),
        "keras",
        ("Insert Conv2D 1×1 with 16 filters behind 'input'",),
    ),
    "other units": Mistake(
        _merged("Add", (16,), (32,)),
        "keras",
        ("Insert Dense with 32 units behind 'input'",),
    ),
    "half the size": Mistake(
        _merged("Concatenate", (8, 8, 4), (16, 16, 4)),
        "keras",
        ("Insert UpSampling2D behind 'input'", "Insert MaxPooling2D behind 'input_1'"),
    ),
    "turned axes": Mistake(
        _merged("Add", (8, 16), (16, 8)), "keras", ("Insert Permute behind 'input_1'",)
    ),
    "another axis": Mistake(
        _merged("Concatenate", (8, 16), (4, 16)),
        "keras",
        ("Let 'concatenate' join along axis 1",),
    ),
    "an image and a vector": Mistake(
        _merged("Concatenate", (8, 8, 16), (4,)),
        "keras",
        (
            "Insert Flatten behind 'input'",
            "Insert GlobalAveragePooling2D behind 'input'",
        ),
    ),
}
WINDOWS = {
    "pooled away": Mistake(
        _chain((6, 6, 3), ("MaxPooling2D", {}), ("MaxPooling2D", {}), CONV),
        "keras",
        (
            "Set padding='same' on 'conv2d'",
            "Set kernel_size=1 on 'conv2d'",
            "Take 'max_pooling2d_1' out",
        ),
    ),
    "a large pool": Mistake(
        _chain((6, 6, 3), ("MaxPooling2D", {"pool_size": 8})),
        "keras",
        ("Set pool_size=6 on 'max_pooling2d'", "Take 'max_pooling2d' out"),
    ),
}
TYPES = {
    "fractions in an Embedding": Mistake(
        _chain((6,), ("Embedding", {"input_dim": 8, "output_dim": 2})),
        "whole-numbers",
        (
            "Let 'input' hold whole numbers (int32)",
            "Insert a cast to int32 before 'embedding'",
        ),
    ),
}
LOSSES = {
    "a softmax of one": Mistake(
        _chain(
            (6,), ("Dense", {"units": 1, "activation": "softmax"}), loss=loss(SPARSE)
        ),
        "lone-softmax",
        ("Give 'dense' the activation sigmoid, and its Output a binary loss",),
    ),
    "logits of probabilities": Mistake(
        _chain((6,), SOFTMAX, loss=loss(SPARSE, from_logits=True)),
        "loss-activation",
        ("Set from_logits=False in the loss of 'output'",),
    ),
    "probabilities of logits": Mistake(
        _chain((6,), ("Dense", {"units": 3}), loss=loss(SPARSE)),
        "loss-activation",
        (
            "Give 'dense' the activation softmax",
            "Set from_logits=True in the loss of 'output'",
        ),
    ),
    "a binary loss of classes": Mistake(
        _chain((6,), SOFTMAX, loss=loss("BinaryCrossentropy")),
        "loss-activation",
        (f"Give 'output' the loss {SPARSE}",),
    ),
    "no loss": Mistake(
        _chain((6,), SOFTMAX, loss=None),
        "has-loss",
        (f"Give 'output' the loss {SPARSE}",),
    ),
}
DATA = {
    "a class for each pixel": Mistake(
        _digits(CONV, SOFTMAX, loss=loss(SPARSE)),
        "data-rank",
        (
            "Insert Flatten before 'dense'",
            "Insert GlobalAveragePooling2D before 'dense'",
        ),
    ),
    "no Dense at the end": Mistake(
        _digits(CONV, loss=loss(SPARSE)),
        "data-rank",
        ("Insert Flatten and Dense with 10 units before 'output'",),
    ),
    "a Flatten at the end": Mistake(
        _digits(CONV, ("GlobalAveragePooling2D", {}), loss=loss(SPARSE)),
        "data-width",
        ("Insert Dense with 10 units before 'output'",),
    ),
    "too few classes": Mistake(
        _digits(
            ("Flatten", {}),
            ("Dense", {"units": 3, "activation": "softmax"}),
            loss=loss(SPARSE),
        ),
        "data-classes",
        ("Set units=10 on 'dense'",),
    ),
    "categorical against numbers": Mistake(
        _digits(("Flatten", {}), SOFTMAX, loss=loss("CategoricalCrossentropy")),
        "data-loss",
        (f"Take {SPARSE} with 10 softmax units for 'output'",),
    ),
}
DATA = {name: mistake._replace(description=DIGITS) for name, mistake in DATA.items()}
ENDS = {
    "a disconnected Input": Mistake(
        _lonely(
            ("Input", (), {"shape": [6]}),
            ("Dense", (), {"units": 3}),
            ("Output", (1,), MSE),
        ),
        "unused",
        ("Draw an edge from 'input' to 'dense'",),
    ),
    "a second Input that nobody takes": Mistake(
        _lonely(
            ("Input", (), {"shape": [6]}),
            ("Input", (), {"shape": [6]}),
            ("Add", (0, 0), {}),
            ("Output", (2,), MSE),
        ),
        "unused",
        ("Draw an edge from 'input_1' to 'add'", "Delete 'input_1'"),
    ),
    "a branch that leads nowhere": Mistake(
        _lonely(
            ("Input", (), {"shape": [6]}),
            ("Dense", (0,), {"units": 3}),
            ("Output", (1,), MSE),
            ("Dense", (0,), {"units": 3}),
            ("Dense", (3,), {"units": 3}),
        ),
        "unused",
        ("Place an Output behind 'dense_2'", "Delete 'dense_2' and 1 before it"),
    ),
    "a port without an edge": Mistake(
        _lonely(
            ("Input", (), {"shape": [6]}),
            ("Dense", (0,), {"units": 3}),
            ("Output", (), MSE),
        ),
        "required-ports",
        ("Draw an edge from 'dense' to 'output'",),
    ),
    "no Output": Mistake(
        _lonely(("Input", (), {"shape": [6]}), ("Dense", (0,), {"units": 3})),
        "has-output",
        ("Place an Output behind 'dense'",),
    ),
    "no Input": Mistake(
        _lonely(("Conv2D", (), CONV[1]), ("Output", (0,), MSE)),
        "has-input",
        ("Place an Input of 32 × 32 × 3 before 'conv2d'",),
    ),
}
MISTAKES = {**RANKS, **JOINS, **WINDOWS, **TYPES, **LOSSES, **DATA, **ENDS}

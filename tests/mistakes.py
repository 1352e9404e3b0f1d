"""Drawings with the mistakes that people make, and what should be offered for each."""

from typing import NamedTuple

from mistaken_drawings import branches, chain, digits, lonely, merged, valid
from msgspec.structs import replace

from kgraph.document.analysis import Analysis
from kgraph.document.binding import check_arriving, check_data
from kgraph.document.columns import Column, DataDescription
from kgraph.document.project import Project

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


CONV = ("Conv2D", {"filters": 8, "kernel_size": 3})
LSTM = ("LSTM", {"units": 4})
SOFTMAX = ("Dense", {"units": 10, "activation": "softmax"})
MSE = {"loss": "mse"}


RANKS = {
    "an image without channels": Mistake(
        chain((28, 28), CONV),
        "keras",
        (
            "Insert Reshape to 28 × 28 × 1 before 'conv2d'",
            "Give 'input' the shape 28 × 28 × 1",
        ),
    ),
    "a flat image": Mistake(
        chain((784,), CONV),
        "keras",
        ("Insert Reshape to 28 × 28 × 1 before 'conv2d'",),
    ),
    "recurrent after recurrent": Mistake(
        chain((10, 4), LSTM, LSTM), "keras", ("Let 'lstm' return its whole sequence",)
    ),
    "an image as a sequence": Mistake(
        chain((28, 28, 3), LSTM),
        "keras",
        ("Insert Reshape to 28 × 84 before 'lstm'",),
    ),
    "a number before Dense": Mistake(
        chain((), ("Dense", {"units": 2})),
        "keras",
        ("Insert Reshape to 1 before 'dense'",),
    ),
}
JOINS = {
    "a residual with stride": Mistake(
        branches("Add"),
        "keras",
        (
            "Set padding='same' on 'conv2d', and insert Conv2D 1×1 with 32 filters, "
            "stride 2 behind 'input'",
            "Insert Cropping2D and Conv2D 1×1 with 32 filters behind 'input'",
        ),
    ),
    "a convolution without padding": Mistake(
        valid("Concatenate"),
        "keras",
        (
            "Set padding='same' on 'conv2d'",
            "Insert Resizing behind 'conv2d'",
            "Insert ZeroPadding2D behind 'conv2d'",
            "Insert Cropping2D behind 'input'",
        ),
    ),
    "other channels": Mistake(
        merged("Add", (8, 8, 4), (8, 8, 16)),
        "keras",
        ("Insert Conv2D 1×1 with 16 filters behind 'input'",),
    ),
    "other units": Mistake(
        merged("Add", (16,), (32,)),
        "keras",
        ("Insert Dense with 32 units behind 'input'",),
    ),
    "half the size": Mistake(
        merged("Concatenate", (8, 8, 4), (16, 16, 4)),
        "keras",
        ("Insert UpSampling2D behind 'input'", "Insert MaxPooling2D behind 'input_1'"),
    ),
    "turned axes": Mistake(
        merged("Add", (8, 16), (16, 8)), "keras", ("Insert Permute behind 'input_1'",)
    ),
    "another axis": Mistake(
        merged("Concatenate", (8, 16), (4, 16)),
        "keras",
        ("Let 'concatenate' join along axis 1",),
    ),
    "an image and a vector": Mistake(
        merged("Concatenate", (8, 8, 16), (4,)),
        "keras",
        (
            "Insert Flatten behind 'input'",
            "Insert GlobalAveragePooling2D behind 'input'",
        ),
    ),
}
WINDOWS = {
    "pooled away": Mistake(
        chain((6, 6, 3), ("MaxPooling2D", {}), ("MaxPooling2D", {}), CONV),
        "keras",
        (
            "Set padding='same' on 'conv2d'",
            "Set kernel_size=1 on 'conv2d'",
            "Take 'max_pooling2d_1' out",
        ),
    ),
    "a large pool": Mistake(
        chain((6, 6, 3), ("MaxPooling2D", {"pool_size": 8})),
        "keras",
        ("Set pool_size=6 on 'max_pooling2d'", "Take 'max_pooling2d' out"),
    ),
}
TYPES = {
    "fractions in an Embedding": Mistake(
        chain((6,), ("Embedding", {"input_dim": 8, "output_dim": 2})),
        "whole-numbers",
        (
            "Let 'input' hold whole numbers (int32)",
            "Insert a cast to int32 before 'embedding'",
        ),
    ),
}
LOSSES = {
    "a softmax of one": Mistake(
        chain(
            (6,), ("Dense", {"units": 1, "activation": "softmax"}), loss=loss(SPARSE)
        ),
        "lone-softmax",
        ("Give 'dense' the activation sigmoid, and its Output a binary loss",),
    ),
    "logits of probabilities": Mistake(
        chain((6,), SOFTMAX, loss=loss(SPARSE, from_logits=True)),
        "loss-activation",
        ("Set from_logits=False in the loss of 'output'",),
    ),
    "probabilities of logits": Mistake(
        chain((6,), ("Dense", {"units": 3}), loss=loss(SPARSE)),
        "loss-activation",
        (
            "Give 'dense' the activation softmax",
            "Set from_logits=True in the loss of 'output'",
        ),
    ),
    "a binary loss of classes": Mistake(
        chain((6,), SOFTMAX, loss=loss("BinaryCrossentropy")),
        "loss-activation",
        (f"Give 'output' the loss {SPARSE}",),
    ),
    "no loss": Mistake(
        chain((6,), SOFTMAX, loss=None),
        "has-loss",
        (f"Give 'output' the loss {SPARSE}",),
    ),
}
DATA = {
    "a class for each pixel": Mistake(
        digits(CONV, SOFTMAX, loss=loss(SPARSE)),
        "data-rank",
        (
            "Insert Flatten before 'dense'",
            "Insert GlobalAveragePooling2D before 'dense'",
        ),
    ),
    "no Dense at the end": Mistake(
        digits(CONV, loss=loss(SPARSE)),
        "data-rank",
        ("Insert Flatten and Dense with 10 units before 'output'",),
    ),
    "a Flatten at the end": Mistake(
        digits(CONV, ("GlobalAveragePooling2D", {}), loss=loss(SPARSE)),
        "data-width",
        ("Insert Dense with 10 units before 'output'",),
    ),
    "too few classes": Mistake(
        digits(
            ("Flatten", {}),
            ("Dense", {"units": 3, "activation": "softmax"}),
            loss=loss(SPARSE),
        ),
        "data-classes",
        ("Set units=10 on 'dense'",),
    ),
    "categorical against numbers": Mistake(
        digits(("Flatten", {}), SOFTMAX, loss=loss("CategoricalCrossentropy")),
        "data-loss",
        (f"Take {SPARSE} with 10 softmax units for 'output'",),
    ),
}
DATA = {name: mistake._replace(description=DIGITS) for name, mistake in DATA.items()}
ENDS = {
    "a disconnected Input": Mistake(
        lonely(
            ("Input", (), {"shape": [6]}),
            ("Dense", (), {"units": 3}),
            ("Output", (1,), MSE),
        ),
        "unused",
        ("Draw an edge from 'input' to 'dense'",),
    ),
    "a second Input that nobody takes": Mistake(
        lonely(
            ("Input", (), {"shape": [6]}),
            ("Input", (), {"shape": [6]}),
            ("Add", (0, 0), {}),
            ("Output", (2,), MSE),
        ),
        "unused",
        ("Draw an edge from 'input_1' to 'add'", "Delete 'input_1'"),
    ),
    "a branch that leads nowhere": Mistake(
        lonely(
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
        lonely(
            ("Input", (), {"shape": [6]}),
            ("Dense", (0,), {"units": 3}),
            ("Output", (), MSE),
        ),
        "required-ports",
        ("Draw an edge from 'dense' to 'output'",),
    ),
    "no Output": Mistake(
        lonely(("Input", (), {"shape": [6]}), ("Dense", (0,), {"units": 3})),
        "has-output",
        ("Place an Output behind 'dense'",),
    ),
    "no Input": Mistake(
        lonely(("Conv2D", (), CONV[1]), ("Output", (0,), MSE)),
        "has-input",
        ("Place an Input of 32 × 32 × 3 before 'conv2d'",),
    ),
}
MISTAKES = {**RANKS, **JOINS, **WINDOWS, **TYPES, **LOSSES, **DATA, **ENDS}

"""The entries that Keras does not have: Input, Output and how a project trains."""

from kgraph.catalog.own_training import STAGE, TRAINING
from kgraph.catalog.spec import OperationSpec, ParameterSpec, PortSpec

INPUT = OperationSpec(
    name="Input",
    kind="layer",
    category="Input and output",
    module="keras",
    summary="Where a tensor enters the model.",
    documentation=(
        "A column of the project's data can be bound to an Input; shape and dtype "
        "then follow the data."
    ),
    parameters=(
        ParameterSpec(
            "shape",
            "shape",
            required=True,
            documentation="Shape of one sample, without the batch: [28, 28, 1]. "
            "None stands for a dimension that may vary.",
        ),
        ParameterSpec(
            "batch_size",
            "integer",
            nullable=True,
            documentation="A fixed batch size; usually left open.",
        ),
        ParameterSpec(
            "dtype",
            "dtype",
            nullable=True,
            documentation="Type of the values; `float32` unless said.",
        ),
        ParameterSpec(
            "sparse",
            "boolean",
            default=False,
            documentation="Whether the tensor is sparse.",
        ),
        ParameterSpec(
            "optional",
            "boolean",
            default=False,
            documentation="Whether the model can be called without this input.",
        ),
    ),
    synonyms=("source", "placeholder", "inputlayer"),
)

OUTPUT = OperationSpec(
    name="Output",
    kind="layer",
    category="Input and output",
    module="kgraph",
    summary="Marks a tensor as an output of the model, and says how it is judged.",
    documentation=(
        "Keras has no such layer: an Output fixes the order and the name of the "
        "model's outputs and carries that output's loss, its weight and its metrics."
    ),
    parameters=(
        ParameterSpec(
            "loss",
            "object",
            nullable=True,
            takes=("loss",),
            documentation="What training makes small at this output.",
        ),
        ParameterSpec(
            "loss_weight",
            "float",
            default=1.0,
            documentation="How much this output's loss counts in the sum.",
        ),
        ParameterSpec(
            "metrics",
            "objects",
            default=[],
            takes=("metric",),
            documentation="What is reported about this output while it trains.",
        ),
        ParameterSpec(
            "weighted_metrics",
            "objects",
            default=[],
            takes=("metric",),
            documentation="The same, with samples and classes weighted.",
        ),
    ),
    inputs=(PortSpec("inputs"),),
    outputs=0,
    synonyms=("result", "target", "head"),
)

SPLIT = OperationSpec(
    name="Split",
    kind="settings",
    category="Training",
    module="kgraph",
    summary="Which samples are held back from training.",
    parameters=(
        ParameterSpec(
            "validation",
            "float",
            default=0.15,
            documentation="Share of the samples that each epoch is judged by.",
        ),
        ParameterSpec(
            "test",
            "float",
            default=0.15,
            documentation="Share of the samples that the finished model is judged by.",
        ),
        ParameterSpec(
            "stratify",
            "boolean",
            default=True,
            documentation="Whether every share has the same mixture of categories.",
        ),
        ParameterSpec(
            "seed",
            "integer",
            default=0,
            documentation="Same seed, same shares.",
        ),
        ParameterSpec(
            "by",
            "choice",
            default="fraction",
            choices=("fraction", "column", "time"),
            documentation="fraction: by chance; column: what a column says of each "
            "sample, `train`, `validation` or `test`; time: the last samples.",
        ),
        ParameterSpec(
            "column",
            "text",
            default="",
            documentation="The column that says so, or by which time goes.",
        ),
    ),
)

OWN = (INPUT, OUTPUT, TRAINING, SPLIT, STAGE)

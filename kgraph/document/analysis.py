"""What is known about a drawing: shapes, counts and problems, per node."""

from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning"]

DATA_READABLE = "data-readable"  # the rule of a problem: there is no data to look at


class Problem(Struct, frozen=True, omit_defaults=True):
    """Something that stands in the way of a model, in words for people.

    Attributes:
        rule: The rule that is broken, e.g. `no-cycles`; stable, for tests and repairs.
        message: One sentence: what is wrong and what to do.
        node: Id of the node it is about; None if it is about the whole graph.
        argument: The port's argument name, where a port is to blame.
        index: The port's index within a *many* argument.
        expected: What was expected there, in words.
        received: What was found instead, in words.
        setting: Path of the setting that is to blame, such as `training.epochs`; see
            `document.setting`.
    """

    rule: str
    message: str
    graph: str = "main"
    node: str | None = None
    argument: str | None = None
    index: int = 0
    expected: str = ""
    received: str = ""
    severity: Severity = "error"
    setting: str = ""

    @property
    def sentence(self) -> str:
        """The message, and what was received where the message does not tell.

        What Keras finds has a message that is the same for all shapes.
        """
        if self.rule == "keras" and self.received:
            return f"{self.message} Received: {self.received}."
        return self.message


class Tensor(Struct, frozen=True, omit_defaults=True):
    """Shape (None where it may vary, batch first) and dtype of an output."""

    shape: tuple[int | None, ...]
    dtype: str = "float32"


class Variable(Struct, frozen=True, omit_defaults=True):
    """Shape and dtype of one array of a layer's weights; its name where it is known."""

    shape: tuple[int, ...]
    dtype: str = "float32"
    name: str = ""


class NodeAnalysis(Struct, frozen=True, omit_defaults=True):
    """What one call makes and costs.

    Attributes:
        outputs: One entry per output tensor.
        trainable: Trainable weights of the layer (counted once if it is shared).
        non_trainable: The others, e.g. moving averages.
        weight_bytes: Memory of all its weights; counted once if it is shared.
        multiply_adds: Multiply-adds for one sample; None where it is not defined.
        activation_bytes: Memory of its outputs for one sample, and of what a
            submodel makes inside; None where a shape is not known.
        variables: The layer's weights, in Keras's order; those inside a submodel are
            with its own nodes.
    """

    outputs: tuple[Tensor, ...]
    trainable: int = 0
    non_trainable: int = 0
    weight_bytes: int = 0
    multiply_adds: int | None = None
    activation_bytes: int | None = None
    variables: tuple[Variable, ...] = ()


class GraphAnalysis(Struct, frozen=True, omit_defaults=True):
    """What is known about one graph.

    A node that could not be analysed is missing from `nodes` and is the subject of a
    problem, or depends on one that is. Totals count a shared layer once.
    """

    nodes: dict[str, NodeAnalysis] = {}
    trainable: int = 0
    non_trainable: int = 0
    weight_bytes: int = 0
    multiply_adds: int = 0
    activation_bytes: int = 0


class Analysis(Struct, frozen=True, omit_defaults=True):
    """What is known about a project: graph id to its analysis, and all problems."""

    graphs: dict[str, GraphAnalysis] = {}
    problems: tuple[Problem, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether anything stands in the way of building the model."""
        return any(p.severity == "error" for p in self.problems)

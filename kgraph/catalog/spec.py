"""The entries of the catalogue: an operation, its parameters and its ports."""

from typing import Any, Literal

from msgspec import Struct

Kind = Literal[
    "layer",  # keras.layers.Dense; also kgraph's own Input and Output
    "op",  # keras.ops.add, named "ops.add"
    "activation",
    "initializer",
    "regularizer",
    "constraint",
    "loss",
    "metric",
    "optimizer",
    "schedule",
    "callback",
    "settings",  # kgraph's own forms: how a project trains
    "block",  # a part of a network that is drawn from parameters; see kgraph.blocks
]

ParameterKind = Literal[
    "integer",
    "float",
    "boolean",
    "text",
    "choice",  # one of `choices`
    "shape",  # an integer, or a tuple of integers and None; may hold such tuples
    "numbers",  # a float, or a tuple of floats
    "object",  # a nested object of the kinds in `takes`
    "objects",  # a list of such
    "layer",  # a nested layer
    "dtype",
    "json",  # anything else that JSON can hold
    "function",  # a Python function: no drawing can hold one
]


class ParameterSpec(Struct, frozen=True, omit_defaults=True):
    """One argument of a constructor or of `call()`.

    Attributes:
        default: As JSON. Tuples are lists; a nested object is Keras's own
            `{"class_name": ..., "config": ...}` or its string identifier.
        nullable: Whether `None` is a value that may be chosen.
        takes: For `object`, `objects` and `layer`: the kinds of entry that fit. A
            `float` that takes a kind may be such an object instead (learning rates).
    """

    name: str
    kind: ParameterKind
    default: Any = None
    required: bool = False
    nullable: bool = False
    choices: tuple[Any, ...] = ()
    takes: tuple[Kind, ...] = ()
    documentation: str = ""


class PortSpec(Struct, frozen=True, omit_defaults=True):
    """One tensor argument of `call()`.

    Attributes:
        many: The argument takes an ordered list of tensors, as in `Add`.
        optional: The call works without it.
        variadic: The tensors of a *many* port are passed one by one (`*args`), not
            as one list.
        most: How many tensors a *many* port takes, None where there is no limit.
    """

    name: str
    many: bool = False
    optional: bool = False
    variadic: bool = False
    most: int | None = None

    @property
    def limit(self) -> int | None:
        """How many edges may end here, None where there is no limit."""
        return self.most if self.many else 1


class OperationSpec(Struct, frozen=True, omit_defaults=True):
    """One thing that Keras offers, and all that kgraph must know to offer it too.

    Attributes:
        name: Unique within its kind: `Dense`, `ops.add`, `relu`, `Adam`.
        module: Where users import it from: `keras.layers`.
        inputs: The tensor arguments of `call()`; for layers and ops alone.
        call: The arguments of `call()` that are no tensors (`training`,
            `use_causal_mask`); a node may hold constants for them.
        outputs: How many tensors a call returns, None where that depends on the
            configuration.
    """

    name: str
    kind: Kind
    category: str
    module: str
    summary: str = ""
    documentation: str = ""
    parameters: tuple[ParameterSpec, ...] = ()
    inputs: tuple[PortSpec, ...] = ()
    call: tuple[ParameterSpec, ...] = ()
    outputs: int | None = 1
    synonyms: tuple[str, ...] = ()

    @property
    def needs_code(self) -> bool:
        """Whether it cannot be used without a Python function, as `Lambda` cannot."""
        return any(p.kind == "function" and p.required for p in self.parameters)

    def parameter(self, name: str) -> ParameterSpec | None:
        """Returns the constructor parameter of that name, None if there is none."""
        return next((p for p in self.parameters if p.name == name), None)

    def port(self, name: str) -> PortSpec | None:
        """Returns the input port of that name, None if there is none."""
        return next((p for p in self.inputs if p.name == name), None)

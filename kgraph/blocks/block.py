"""What a block is: a form's parameters, and a function that draws a graph from them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct

from kgraph import catalog
from kgraph.catalog import OperationSpec, ParameterSpec
from kgraph.document.analysis import Tensor
from kgraph.document.errors import KgraphError
from kgraph.document.project import Project

PREFIX = "block:"
CATEGORY = "Blocks"


class BlockError(KgraphError):
    """Parameters that no block can be drawn from."""


class Block(Struct, frozen=True):
    """A part of a network that is drawn from parameters.

    Attributes:
        spec: Its name, what is said of it, and the parameters that are asked for.
        draw: Takes all parameters by name and returns a bundle: a project whose main
            graph is the block, beside the submodels that it contains.
        follows: The parameters that are the last axes of the tensors it is placed at.
    """

    spec: OperationSpec
    draw: Callable[..., Project]
    follows: tuple[str, ...] = ("channels",)

    @property
    def key(self) -> str:
        """What it is called among the types of layers, e.g. `block:Residual`."""
        return PREFIX + self.spec.name

    def make(self, config: Mapping[str, Any]) -> Project:
        """Returns the bundle of the block with these parameters.

        Args:
            config: The parameters that differ from the default.

        Raises:
            BlockError: If a parameter is not known or cannot be.
        """
        return self.draw(**_checked(self.spec, config))

    def config_for(self, tensors: Iterable[Tensor | None]) -> dict[str, Any]:
        """Returns the parameters that follow from the tensors that it will be given.

        Args:
            tensors: In the order of its Inputs; None where nothing is known.
        """
        shapes = ((t.shape or (None,)) if t else (None,) for t in tensors)
        pairs = zip(self.follows, shapes, strict=False)
        return {name: shape[-1] for name, shape in pairs if shape[-1] is not None}


def spec(
    name: str, summary: str, documentation: str, *parameters: ParameterSpec
) -> OperationSpec:
    """Returns the entry of a block."""
    return OperationSpec(
        name=name,
        kind="block",
        category=CATEGORY,
        module="kgraph",
        summary=summary,
        documentation=documentation,
        parameters=parameters,
    )


def whole(name: str, default: int | None, documentation: str) -> ParameterSpec:
    """Returns a parameter that is a whole number of at least 1.

    Args:
        default: None if the block finds a value itself; then None may be chosen.
    """
    return ParameterSpec(
        name,
        "integer",
        default=default,
        nullable=default is None,
        documentation=documentation,
    )


def share(name: str, default: float, documentation: str) -> ParameterSpec:
    """Returns a parameter that is a number from 0 to 1."""
    return ParameterSpec(name, "float", default=default, documentation=documentation)


def yes_or_no(name: str, default: bool, documentation: str) -> ParameterSpec:
    """Returns a parameter that is true or false."""
    return ParameterSpec(name, "boolean", default=default, documentation=documentation)


def activation(default: str, documentation: str = "") -> ParameterSpec:
    """Returns the parameter that is an activation of Keras."""
    return ParameterSpec(
        "activation",
        "object",
        default=default,
        takes=("activation",),
        documentation=documentation or "The function that makes the block nonlinear.",
    )


def _checked(spec: OperationSpec, config: Mapping[str, Any]) -> dict[str, Any]:
    names = [parameter.name for parameter in spec.parameters]
    for name in config:
        if name not in names:
            raise BlockError(
                f"A parameter of {spec.name} must be one of {', '.join(names)}. "
                f"Received: {name!r}."
            )
    values = {p.name: config.get(p.name, p.default) for p in spec.parameters}
    for parameter in spec.parameters:
        value = values[parameter.name]
        if value is None and parameter.nullable:
            continue
        expected = _expected(value, parameter)
        if expected:
            raise BlockError(
                f"{parameter.name!r} of {spec.name} must be {expected}. "
                f"Received: {value!r}."
            )
    return values


def _expected(value: Any, parameter: ParameterSpec) -> str:
    """Returns what a value should have been, "" if it may be."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    match parameter.kind:
        case "integer":
            is_whole = is_number and isinstance(value, int) and value >= 1
            return "" if is_whole else "a whole number of at least 1"
        case "float":
            return "" if is_number and 0 <= value <= 1 else "a number from 0 to 1"
        case "boolean":
            return "" if isinstance(value, bool) else "true or false"
        case "choice":
            choices = " or ".join(map(repr, parameter.choices))
            return "" if value in parameter.choices else choices
        case _:
            is_known = catalog.load().resolve(value, *parameter.takes) is not None
            return "" if is_known else f"an {parameter.takes[0]} of Keras, e.g. 'relu'"

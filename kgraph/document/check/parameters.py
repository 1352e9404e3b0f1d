"""Rules about parameters; what is not surely wrong is left for Keras to judge."""

from collections.abc import Iterator
from typing import Any

from kgraph.catalog import OperationSpec, ParameterSpec
from kgraph.document.check.scope import Problems, Scope
from kgraph.document.graph import Layer


def required(scope: Scope) -> Problems:
    """Every parameter without a default is given."""
    for node, layer, spec in _first_calls(scope):
        for parameter in spec.parameters:
            value = layer.config.get(parameter.name)
            if parameter.required and value is None and not parameter.nullable:
                yield scope.problem(
                    "required-parameters",
                    f"{layer.name!r} needs a value for {parameter.name!r}.",
                    node=node,
                    expected=_EXPECTED.get(parameter.kind, "a value"),
                    received="nothing",
                )


def known(scope: Scope) -> Problems:
    """The operation has every parameter that is given."""
    for node, layer, spec in _first_calls(scope):
        for name in layer.config:
            if spec.parameter(name) is None:
                yield scope.problem(
                    "known-parameters",
                    f"{layer.type} has no parameter {name!r}, which {layer.name!r} "
                    "gives.",
                    node=node,
                    expected=", ".join(p.name for p in spec.parameters) or "none",
                    received=repr(name),
                    is_warning=True,
                )


def kinds(scope: Scope) -> Problems:
    """Every value is of its parameter's kind."""
    for node, layer, spec in _first_calls(scope):
        for name, value in layer.config.items():
            parameter = spec.parameter(name)
            if parameter is None or value is None or _fits(value, parameter):
                continue
            expected = _EXPECTED.get(parameter.kind, "another value")
            if parameter.kind == "choice":
                expected = "one of " + ", ".join(map(repr, parameter.choices))
            yield scope.problem(
                "parameter-kinds",
                f"{name!r} of {layer.name!r} must be {expected}. Received: {value!r}.",
                node=node,
                expected=expected,
                received=repr(value),
            )


_EXPECTED = {
    "integer": "a whole number",
    "float": "a number",
    "numbers": "a number, or a list of them",
    "boolean": "true or false",
    "text": "text",
    "choice": "a choice",
    "shape": "a whole number, or a list of them",
    "object": "an object or its name",
    "objects": "a list of objects",
    "layer": "a layer",
    "dtype": "a dtype",
}


def _first_calls(scope: Scope) -> Iterator[tuple[str, Layer, OperationSpec]]:
    """Yields each layer that the catalogue knows, once, with a node that calls it."""
    for id, nodes in scope.graph.calls.items():
        layer = scope.graph.layers[id]
        spec = scope.spec(layer)
        if spec is not None and layer.submodel is None:
            yield next((n for n in nodes if n in scope.needed), nodes[0]), layer, spec


def _fits(value: Any, parameter: ParameterSpec) -> bool:
    """Whether a value may be of the parameter's kind; in doubt it is."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    match parameter.kind:
        case "integer":
            return (is_number and value == int(value)) or isinstance(
                value, (list, dict)
            )
        case "float":
            return is_number or isinstance(value, (list, dict))
        case "numbers":
            return is_number or isinstance(value, list)
        case "boolean":
            return isinstance(value, (bool, int))
        case "text":
            return isinstance(value, str)
        case "choice":
            return value in parameter.choices or isinstance(value, (list, dict))
        case "shape":
            items = value if isinstance(value, (list, tuple)) else [value]
            return not any(isinstance(v, (str, bool, float, dict)) for v in items)
        case "object" | "layer":
            return isinstance(value, (str, dict))
        case "objects":
            return isinstance(value, (list, dict, str))
        case _:
            return True

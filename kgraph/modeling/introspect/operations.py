"""Finds out what a function of `keras.ops` takes, from its own source.

Such a function hands its arguments to an `Operation`: what goes to the constructor is a
parameter, what goes to the call is a tensor. So `clip` says of itself:

    if any_symbolic_tensors((x,)):
        return Clip(x_min, x_max).symbolic_call(x)
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple


class Evidence(NamedTuple):
    """What a function's source says about its arguments.

    Attributes:
        operation: The class of operation that a symbolic call makes.
        called: Names of the arguments that go to the operation's call.
        symbolic: Names of the arguments that are asked whether they are symbolic.
    """

    operation: type
    called: tuple[str, ...]
    symbolic: tuple[str, ...]


def evidence(function: Callable[..., Any]) -> Evidence | None:
    """Returns what the source says, None if it makes no operation of a tensor."""
    tree = _parse(function)
    known = inspect.unwrap(function).__globals__
    made = _operation_call(tree, known)
    if made is None:
        target = _delegate(tree, known)
        return evidence(target) if target else None
    operation, call = made
    arguments = inspect.signature(function).parameters
    called = [n for n in _names(call) if n in arguments]
    symbolic = [
        name
        for node in _calls(tree)
        if isinstance(node.func, ast.Name) and node.func.id == "any_symbolic_tensors"
        for name in _names(node)
        if name in arguments
    ]
    return Evidence(operation, tuple(called), tuple(symbolic))


def output_count(operation: type) -> int | None:
    """Returns how many tensors an operation makes, None where that depends."""
    return _returned(operation.compute_output_spec)  # type: ignore[attr-defined]


def _returned(function: Callable[..., Any]) -> int | None:
    tree = _parse(function)
    counts = {
        _count(node.value, tree, function.__globals__)
        for node in _own_nodes(tree)
        if isinstance(node, ast.Return) and node.value is not None
    }
    return counts.pop() if len(counts) == 1 else None


def _count(value: ast.expr, tree: ast.AST, known: dict[str, Any]) -> int | None:
    if isinstance(value, ast.Tuple):
        return len(value.elts)
    if isinstance(value, ast.Name):
        made = {_count(v, tree, known) for v in _assigned(value.id, tree)}
        return made.pop() if len(made) == 1 else None
    if isinstance(value, ast.Call):
        name = ast.unparse(value.func)
        if inspect.isfunction(known.get(name)):
            found = evidence(known[name])
            return output_count(found.operation) if found else _returned(known[name])
        return 1 if name.endswith("KerasTensor") else None
    return None


def _own_nodes(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes of a function without those of the functions inside it."""
    waiting = list(ast.iter_child_nodes(tree.body[0]))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)


def _assigned(name: str, tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            yield node.value


def _operation_call(
    tree: ast.AST, known: dict[str, Any]
) -> tuple[type, ast.Call] | None:
    from keras import Operation

    for call in _calls(tree):
        made = call.func
        if isinstance(made, ast.Attribute) and made.attr == "symbolic_call":
            made = made.value
        if isinstance(made, ast.Call) and isinstance(made.func, ast.Name):
            found = known.get(made.func.id)
            if inspect.isclass(found) and issubclass(found, Operation):
                return found, call
    return None


def _delegate(tree: ast.AST, known: dict[str, Any]) -> Callable[..., Any] | None:
    """The function that does the work, where one is but another's name (`abs`)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Call):
            name = ast.unparse(node.value.func)
            if inspect.isfunction(known.get(name)):
                return known[name]
    return None


def _parse(function: Callable[..., Any]) -> ast.Module:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _names(call: ast.Call) -> list[str]:
    values = [*call.args, *(k.value for k in call.keywords)]
    nodes = (node for value in values for node in ast.walk(value))
    return [node.id for node in nodes if isinstance(node, ast.Name)]

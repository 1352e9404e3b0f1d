"""Finds what a class takes through its `**kwargs`: what it leaves to its parents."""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterable

# The image layers that heed their base's factor list it themselves.
_NEVER = ("self", "name", "autocast", "factor")


def inherited(cls: type) -> list[inspect.Parameter]:
    """Returns the arguments of parents' constructors that a class hands on unnamed."""
    found: dict[str, inspect.Parameter] = {}
    named: set[str] = set(_NEVER)
    for base in cls.__mro__:
        if "__init__" not in vars(base):
            continue
        arguments = inspect.signature(base.__init__).parameters  # type: ignore[misc]
        if base is not cls:
            found.update({n: a for n, a in arguments.items() if n not in named})
        given = _given_to_parent(base)
        if given is None or not _has_keywords(arguments.values()):
            break
        positional, keywords = given
        parent = _parent_arguments(base, cls)
        named |= {*arguments, *keywords, *parent[:positional]}
    return [a for a in found.values() if _is_kept(cls, a)]


def _is_kept(cls: type, argument: inspect.Parameter) -> bool:
    if argument.kind in (argument.VAR_KEYWORD, argument.VAR_POSITIONAL):
        return False
    deletes = rf'del \w+\["{argument.name}"\]'
    return not re.search(deletes, inspect.getsource(cls.get_config))  # type: ignore[attr-defined]


def _has_keywords(arguments: Iterable[inspect.Parameter]) -> bool:
    return any(a.kind is a.VAR_KEYWORD for a in arguments)


def _parent_arguments(base: type, cls: type) -> list[str]:
    above = cls.__mro__[cls.__mro__.index(base) + 1 :]
    parent = next((b for b in above if "__init__" in vars(b)), object)
    return list(inspect.signature(parent.__init__).parameters)[1:]  # type: ignore[misc]


def _given_to_parent(cls: type) -> tuple[int, set[str]] | None:
    """Number of positional and names of keyword arguments of `super().__init__()`.

    None if it does not hand on its `**kwargs`.
    """
    source = textwrap.dedent(inspect.getsource(cls.__init__))  # type: ignore[misc]
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not _is_constructor(node.func):
            continue
        if any(k.arg is None for k in node.keywords):
            return len(node.args), {k.arg for k in node.keywords if k.arg}
    return None


def _is_constructor(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and function.attr == "__init__"

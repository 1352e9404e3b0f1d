"""Lays Python expressions out on lines as `ruff format` would."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from unicodedata import combining, east_asian_width

from msgspec import Struct

WIDTH = 88
INDENT = 4


class Brackets(Struct, frozen=True):
    """A bracketed list of expressions; the only place where a line may break.

    Attributes:
        is_call: Whether these are arguments: they may share one line of their own
            before each gets its line.
    """

    opening: str
    items: tuple["Code", ...]
    closing: str
    is_call: bool = False

    @property
    def is_one_tuple(self) -> bool:
        """Whether only a comma tells it from an expression in parentheses."""
        return self.opening == "(" and len(self.items) == 1 and not self.is_call


Code = str | Brackets | tuple["Code", ...]
Keywords = Mapping[str, Code]


def call(function: Code, positional: Sequence[Code], keywords: Keywords) -> Code:
    """Returns the call of a function: `function(positional, keyword=...)`."""
    named: tuple[Code, ...] = tuple((f"{k}=", v) for k, v in keywords.items())
    return (function, Brackets("(", (*positional, *named), ")", is_call=True))


def sequence(items: list[Code]) -> Code:
    """Returns a list display."""
    return Brackets("[", tuple(items), "]")


def fixed(items: list[Code]) -> Code:
    """Returns a tuple display."""
    return Brackets("(", tuple(items), ")")


def mapping(items: dict[str, Code]) -> Code:
    """Returns a dict display with text as keys."""
    return Brackets("{", tuple((f"{text(k)}: ", v) for k, v in items.items()), "}")


def text(value: str) -> str:
    """Returns a string literal in the quotes that `ruff format` prefers."""
    literal = repr(value)
    if literal[0] == '"' or value.count('"') > value.count("'"):
        return literal
    body = literal[1:-1].replace("\\'", "'").replace('"', '\\"')
    return f'"{body}"'


def flat(code: Code) -> str:
    """Returns an expression on one line, however long."""
    if isinstance(code, str):
        return code
    if isinstance(code, Brackets):
        comma = "," if code.is_one_tuple else ""
        return code.opening + ", ".join(map(flat, code.items)) + comma + code.closing
    return "".join(map(flat, code))


def statement(code: Code, indent: int = INDENT) -> str:
    """Returns a statement on as many lines as it needs, indented, without newline."""
    return " " * indent + _lay(code, indent, indent, 0)


class Block(Struct, frozen=True):
    """Statements that stand indented below a head, such as a `with` or a `for`."""

    head: Code
    body: tuple["Statement", ...]


Statement = Code | Block


def laid(statements: Iterable[Statement], indent: int = INDENT) -> Iterator[str]:
    """Yields the lines of statements; an empty one stands for a blank line."""
    for one in statements:
        if isinstance(one, Block):
            yield from statement((one.head, ":"), indent).split("\n")
            yield from laid(one.body, indent + INDENT)
        else:
            yield from statement(one, indent).split("\n") if one else [""]


def element(code: Code, indent: int) -> str:
    """Returns an item of a list that has a line of its own, with its comma."""
    return " " * indent + _lay(code, indent, indent, 1) + ","


def _lay(code: Code, indent: int, column: int, after: int) -> str:
    """Lays code out from a column; `after` is the width that must follow unbroken."""
    if isinstance(code, str):
        return code
    if isinstance(code, Brackets):
        line = flat(code)
        fits = column + _width(line) + after <= WIDTH
        return line if fits or not code.items else _break(code, indent)
    laid = ""
    for number, part in enumerate(code):
        width, can_break = _head(code[number + 1 :])
        after_part = width if can_break else width + after
        laid += _lay(part, indent, _column(laid, column), after_part)
    return laid


def _break(brackets: Brackets, indent: int) -> str:
    inner = indent + INDENT
    margin = "\n" + " " * inner
    line = ", ".join(map(flat, brackets.items))
    if not brackets.is_call or inner + _width(line) > WIDTH:
        # A single argument is no list that could grow: it has no comma.
        comma = "" if brackets.is_call and len(brackets.items) == 1 else ","
        line = margin.join(
            _lay(item, inner, inner, after=len(comma)) + comma
            for item in brackets.items
        )
    return f"{brackets.opening}{margin}{line}\n{' ' * indent}{brackets.closing}"


def _head(parts: tuple[Code, ...]) -> tuple[int, bool]:
    """Returns the width up to the first place that can break, and if there is one."""
    width = 0
    for part in parts:
        if isinstance(part, Brackets):
            if part.items:
                return width + 1, True
            width += 2
        elif isinstance(part, str):
            width += _width(part)
        else:
            inner, can_break = _head(part)
            width += inner
            if can_break:
                return width, True
    return width, False


def _column(laid: str, start: int) -> int:
    _, newline, last = laid.rpartition("\n")
    return _width(last) if newline else start + _width(laid)


def _width(line: str) -> int:
    """Returns the columns that a line takes; East Asian characters take two."""
    if line.isascii():
        return len(line)
    wide = sum(east_asian_width(character) in "WF" for character in line)
    return len(line) + wide - sum(map(bool, map(combining, line)))

"""Reads a line such as `conv 32 3 relu`: an operation, and then its arguments."""

from functools import reduce
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kgraph.catalog import argument
from kgraph.catalog.argument import is_value
from kgraph.catalog.line import split
from kgraph.catalog.lookup import search
from kgraph.catalog.spec import Kind, OperationSpec, ParameterSpec

_NAME = "name"  # what every layer has, though no signature says so
_NEVER_NEXT = {"activity_regularizer", "trainable", "dtype"}  # said by their names
_MOST_NAMED = 4  # words that are offered where what was typed may be several


class Phrase(Struct, frozen=True):
    """What a line means to one operation.

    Attributes:
        arguments: Parameter to value, as JSON, in the order in which they were said.
        constants: The same for the arguments of the call.
        name: Of the layer, if it was said.
        problems: What was not understood, one sentence each.
        current: Name of the parameter that is being typed, or comes next.
    """

    spec: OperationSpec
    arguments: dict[str, Any] = {}
    constants: dict[str, Any] = {}
    name: str | None = None
    problems: tuple[str, ...] = ()
    current: str | None = None

    @property
    def config(self) -> dict[str, Any]:
        """The arguments that differ from the default, as a document holds them."""
        known = {p.name: p for p in self.spec.parameters}
        return {
            name: value
            for name, value in self.arguments.items()
            if known[name].required or not _is_default(value, known[name])
        }

    @property
    def missing(self) -> tuple[str, ...]:
        """The required parameters that were not said."""
        required = (p.name for p in self.spec.parameters if p.required)
        return tuple(name for name in required if name not in self.arguments)

    @property
    def text(self) -> str:
        """The arguments as they would be written in a call.

        Example:

        >>> phrases("conv 32 3 relu")[0].text
        'filters=32 kernel_size=3 activation=relu'
        """
        named = {_NAME: self.name} if self.name is not None else {}
        said = {**self.arguments, **self.constants, **named}
        return " ".join(f"{name}={_short(value)}" for name, value in said.items())


def phrases(text: str, *kinds: Kind) -> list[Phrase]:
    """Returns what a line means, the likeliest first; all that can be meant without
    a problem comes before what cannot.

    Args:
        kinds: The kinds of entry to look among; layers and ops if there are none.
    """
    head, words = split(text)
    is_typed = bool(text) and not text[-1].isspace()
    found = [read(spec, words, is_typed) for spec in search(head, *kinds)]
    return sorted(found, key=lambda phrase: bool(phrase.problems))


def read(spec: OperationSpec, words: list[str], is_typed: bool = False) -> Phrase:
    """Returns what words mean as arguments of an operation.

    Args:
        is_typed: Whether the last word may still grow.
    """
    phrase = Phrase(spec)
    for number, word in enumerate(words):
        wrapper = _next(phrase)
        if wrapper is not None and wrapper.kind == "layer" and not is_value(word):
            return _with_layer(phrase, wrapper, words[number:])
        phrase = _with_word(phrase, word)
    if is_typed and words:
        return phrase
    following = _next(phrase)
    return replace(phrase, current=following.name if following else None)


def signature(spec: OperationSpec) -> tuple[str, ...]:
    """Returns the names of the parameters that can be said, in their order."""
    return tuple(p.name for p in _sayable(spec))


def _with_layer(phrase: Phrase, parameter: ParameterSpec, words: list[str]) -> Phrase:
    """Reads the layer that is wrapped: `bidirectional lstm 64`."""
    own = [w for w in words if w.startswith(f"{_NAME}=")]
    found = phrases(" ".join(w for w in words if w not in own), "layer")
    if not found:
        said = f"`{words[0]}` is no layer that {phrase.spec.name} could hold"
        return _with_problem(phrase, said)
    inner = found[0]
    layer = {"class_name": inner.spec.name, "config": inner.config}
    problems = inner.problems + tuple(
        f"`{name}` of {inner.spec.name} is missing" for name in inner.missing
    )
    phrase = replace(_said(phrase, parameter, layer), problems=problems)
    return reduce(_with_word, own, phrase)


def _with_word(phrase: Phrase, word: str) -> Phrase:
    name, sign, value = word.partition("=")
    if sign:
        return _with_named(phrase, name, value)
    if not is_value(word) and word.lower() != "none":
        return _with_bare(phrase, word)
    gathering = phrase.spec.parameter(phrase.current or "")
    sizes = phrase.arguments.get(phrase.current or "")
    if gathering is not None and _gathers(gathering) and sizes is not None:
        return _with_value(phrase, gathering, word, before=sizes)
    following = _next(phrase)
    if following is None:
        return _with_problem(phrase, f"`{word}` is one argument too many")
    return _with_value(phrase, following, word)


def _with_named(phrase: Phrase, name: str, value: str) -> Phrase:
    spec = phrase.spec
    if name == _NAME and spec.parameter(_NAME) is None:
        phrase = replace(phrase, current=_NAME)
        if not value:
            return _with_problem(phrase, "`name` has no value yet")
        return replace(phrase, name=value.strip("'\""))
    known = (*_sayable(spec), *spec.call)
    fitting = [p for p in known if p.name == name]
    fitting = fitting or [p for p in known if name and p.name.startswith(name)]
    if not fitting:
        return _with_problem(phrase, f"`{name}` is no argument of {spec.name}")
    if not value:
        phrase = replace(phrase, current=fitting[0].name)
        return _with_problem(phrase, f"`{fitting[0].name}` has no value yet")
    # `kernel=3` is the size, and `kernel=he_normal` the initializer.
    readable = [p for p in fitting if _can_read(p, value)]
    return _with_value(phrase, (readable or fitting)[0], value)


def _with_bare(phrase: Phrase, word: str) -> Phrase:
    """Gives a word that names a value to the parameter that has such values."""
    following = _next(phrase)
    is_text = following is not None and following.kind == "text"
    if following is not None and is_text and not word.isidentifier():
        return _with_value(phrase, following, word)
    free = [p for p in _sayable(phrase.spec) if p.name not in phrase.arguments]
    for parameter in free:
        try:
            value = argument.read_name(word, parameter)
        except LookupError:
            if parameter.kind != "boolean" or parameter.name != word.lower():
                continue
            value = True
        return _said(phrase, parameter, value)
    return _with_start(phrase, word, free)


def _with_start(phrase: Phrase, word: str, free: list[ParameterSpec]) -> Phrase:
    """Completes a word, if it can become but one."""
    meant: dict[str, tuple[ParameterSpec, str]] = {}
    for parameter in free:
        own = [parameter.name] if parameter.kind == "boolean" else []
        for name in (*own, *argument.names(parameter)):
            if name.lower().startswith(word.lower()):
                meant.setdefault(name.lower(), (parameter, name))
    values = {id(p): p for p, _ in meant.values()}
    if len(meant) == 1 or (meant and len(_values(meant)) == 1 and len(values) == 1):
        parameter, name = next(iter(meant.values()))
        value = name if parameter.kind != "boolean" else "true"
        return _with_value(phrase, parameter, value)
    if meant:
        if len(values) == 1:
            phrase = replace(phrase, current=next(iter(meant.values()))[0].name)
        some = ", ".join(list(meant)[:_MOST_NAMED])
        more = ", …" if len(meant) > _MOST_NAMED else ""
        return _with_problem(phrase, f"`{word}` may be {some}{more}")
    return _with_problem(phrase, f"`{word}` is no argument of {phrase.spec.name}")


def _values(meant: dict[str, tuple[ParameterSpec, str]]) -> set[str]:
    """Returns what the names mean: some entries have several names."""
    return {str(argument.read_name(n, p)) for p, n in meant.values() if n != p.name}


def _with_value(
    phrase: Phrase, parameter: ParameterSpec, text: str, before: Any = None
) -> Phrase:
    phrase = replace(phrase, current=parameter.name)
    try:
        value = argument.read(text, parameter)
    except ValueError as error:
        return _with_problem(phrase, str(error))
    if _gathers(parameter) and not (value is None and parameter.nullable):
        value = [*(before or []), *(value if isinstance(value, list) else [value])]
    return _said(phrase, parameter, value)


def _said(phrase: Phrase, parameter: ParameterSpec, value: Any) -> Phrase:
    phrase = replace(phrase, current=parameter.name)
    if phrase.spec.parameter(parameter.name) is None:
        return replace(phrase, constants={**phrase.constants, parameter.name: value})
    return replace(phrase, arguments={**phrase.arguments, parameter.name: value})


def _with_problem(phrase: Phrase, sentence: str) -> Phrase:
    return replace(phrase, problems=(*phrase.problems, sentence))


def _next(phrase: Phrase) -> ParameterSpec | None:
    taken = phrase.arguments.keys() | _NEVER_NEXT
    free = (p for p in _sayable(phrase.spec) if p.name not in taken)
    return next(free, None)


def _sayable(spec: OperationSpec) -> list[ParameterSpec]:
    return [p for p in spec.parameters if p.kind != "function"]


def _gathers(parameter: ParameterSpec) -> bool:
    """Whether a parameter is the shape of a tensor: `28 28 1` is one value of it."""
    return parameter.kind == "shape" and parameter.name.endswith(("shape", "dims"))


def _can_read(parameter: ParameterSpec, text: str) -> bool:
    try:
        argument.read(text, parameter)
    except ValueError:
        return False
    return True


def _is_default(value: Any, parameter: ParameterSpec) -> bool:
    is_one_kind = isinstance(value, bool) == isinstance(parameter.default, bool)
    return bool(value == parameter.default) and is_one_kind


def _short(value: Any) -> str:
    if isinstance(value, dict):
        config = value.get("config", {}).items()
        inner = ", ".join(f"{name}={_short(v)}" for name, v in config)
        return f"{value['class_name']}({inner})" if inner else value["class_name"]
    if isinstance(value, list):
        comma = "," if len(value) == 1 else ""
        return f"({', '.join(map(_short, value))}{comma})"
    return str(value)

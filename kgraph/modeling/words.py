"""Says in a short sentence what Keras says in a long one."""

import re

from msgspec.structs import replace

from kgraph.document.analysis import Problem
from kgraph.document.errors import KgraphError
from kgraph.document.graph import Layer, Node
from kgraph.modeling.objects import ObjectError
from kgraph.modeling.translations import TRANSLATIONS, Words

_COMPILED = tuple((re.compile(said, re.DOTALL), words) for said, words in TRANSLATIONS)

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_WRAPPERS = (
    re.compile(r"^Exception encountered when calling .*?\n\n", re.DOTALL),
    re.compile(r"^Could not automatically infer .*?Error encountered:\n\n", re.DOTALL),
    re.compile(r"^in user code:.*\n\s*\n?\s*\w*(?:Error|Exception): ", re.DOTALL),
)
_ARGUMENTS = re.compile(r"\n\nArguments received by .*", re.DOTALL)
_LONGEST = 300


def problem_of(
    error: Exception, graph: str, node: Node | None = None, layer: Layer | None = None
) -> Problem:
    """Returns the problem that an error of Keras's means.

    Args:
        graph: Id of the graph.
        node: The call that failed; None if it is about the whole model.
        layer: The layer that was called.
    """
    name = f"'{layer.name}'" if layer else "The model"
    words = words_of(error, name)
    problem = Problem(
        rule="keras" if not isinstance(error, KgraphError) else "arguments",
        message=words.message,
        graph=graph,
        node=node.id if node else None,
        argument=_named_argument(error),
        expected=words.expected,
        received=words.received,
    )
    return problem if node is None else replace(problem, argument=blamed(problem, node))


def words_of(error: Exception, name: str) -> Words:
    """Returns an error of Keras's in words for people.

    Args:
        name: What the layer is called in the sentence.
    """
    if isinstance(error, ObjectError):
        translated = _translate(error.message, name)
        words = translated or Words(f"{name}: {error.message}")
        return Words(
            words.message,
            words.expected or error.expected,
            words.received or error.received,
        )
    text = plain(str(error))
    if isinstance(error, KgraphError):
        return Words(text)
    return _translate(text, name) or Words(f"{name}: {_sentence(text, error)}")


def plain(text: str) -> str:
    """Returns Keras's message without ANSI codes, wrapping and argument dumps."""
    text = _ARGUMENTS.sub("", _ANSI.sub("", text))
    for wrapper in _WRAPPERS:
        text = wrapper.sub("", text)
    return text.strip()


def _translate(text: str, name: str) -> Words | None:
    for pattern, words in _COMPILED:
        match = pattern.search(text)
        if match:
            groups = {k: _tidy(v) for k, v in match.groupdict("").items()}
            groups["name"] = name
            return Words(
                words.message.format_map(groups),
                words.expected.format_map(groups),
                words.received.format_map(groups),
            )
    return None


def _tidy(value: str) -> str:
    """Writes a NumPy array or a list of sizes as the shape that it is."""
    if value.startswith("[") and value.endswith("]"):
        return f"({', '.join(value[1:-1].replace(',', ' ').split())})"
    return value


def _sentence(text: str, error: Exception) -> str:
    line = " ".join(text.split())
    if not line:
        return f"Keras cannot make it ({type(error).__name__})."
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def blamed(problem: Problem, node: Node) -> str | None:
    """Returns the port that is to blame: the one that Keras names, or the only one."""
    is_about_tensors = problem.rule == "keras" and len(node.inputs) == 1
    return problem.argument or (next(iter(node.inputs)) if is_about_tensors else None)


def _named_argument(error: Exception) -> str | None:
    named = re.search(r"Input \d+ with name '(\w+)'|argument: '(\w+)'", str(error))
    name = (named.group(1) or named.group(2)) if named else None
    return None if name == "None" else name

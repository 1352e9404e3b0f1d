"""Takes Keras's docstrings apart: summary, body, and what is said of each argument."""

import inspect
import re
from typing import Any, NamedTuple

_SECTION = re.compile(r"^(\w[\w ]*):[ ]*$")
_ARGUMENT = re.compile(r"^[`*-]*\s*([A-Za-z_]\w*)`?\s*(?:\([^)]*\))?:(?:\s+|$)(.*)$")
_ARGUMENT_SECTIONS = ("Args", "Arguments", "Call arguments", "Call Args")
# Worth reading beside a form; shapes, returns and references are left to Keras's pages.
_LEFT_OUT = ("Returns", "Raises", "Reference", "References", "Example", "Examples")


class Docstring(NamedTuple):
    """A docstring in parts; `arguments` maps a name to its text on one line."""

    summary: str
    body: str
    arguments: dict[str, str]


def read(thing: Any) -> Docstring:
    """Takes the docstring of a class or function apart."""
    text = _dedented(inspect.getdoc(thing) or "")
    blocks = _sections(text)
    lead = "\n".join(blocks.pop(0)[1]).strip()
    summary, _, rest = lead.partition("\n\n")
    arguments: dict[str, str] = {}
    body = [rest.strip()]
    for title, lines in blocks:
        if title in _ARGUMENT_SECTIONS:
            arguments = {**_arguments(lines), **arguments}
        elif title not in _LEFT_OUT:
            body.append(f"{title}:\n" + "\n".join(lines).rstrip())
    return Docstring(_one_line(summary), "\n\n".join(filter(None, body)), arguments)


def inherited_arguments(cls: type) -> dict[str, str]:
    """Returns what a class and those it derives from say of their arguments."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if base.__module__.startswith("keras."):
            found.update({k: v for k, v in read(base).arguments.items() if v})
    return found


def _dedented(text: str) -> str:
    """Takes the margin of the headings off: one stray line keeps it in `getdoc`."""
    headings = re.findall(r"^( *)(?:Args|Arguments|Example|Examples):", text, re.M)
    return re.sub(rf"^{min(headings, default='')}", "", text, flags=re.M)


def _sections(text: str) -> list[tuple[str, list[str]]]:
    sections: list[tuple[str, list[str]]] = [("", [])]
    fenced = False
    for line in text.splitlines():
        fenced ^= line.lstrip().startswith("```")
        found = None if fenced else _SECTION.match(line)
        if found:
            sections.append((found[1], []))
        else:
            sections[-1][1].append(line)
    return sections


def _arguments(lines: list[str]) -> dict[str, str]:
    texts: dict[str, list[str]] = {}
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    margin = min(indents, default=0)
    name = ""
    for line in lines:
        found = _ARGUMENT.match(line[margin:])
        if found and not line[:margin].strip():
            name = found[1]
            texts[name] = [found[2]]
        elif name:
            texts[name].append(line)
    return {name: _one_line("\n".join(text)) for name, text in texts.items()}


def _one_line(text: str) -> str:
    text = re.sub(r"\{\{.*?\}\}", "", text)  # templates that Keras forgot to fill
    return re.sub(r"\s+", " ", text).strip()

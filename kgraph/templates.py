"""The projects that ship with kgraph, to start from."""

from functools import cache

import msgspec
from msgspec import Struct

from kgraph.document import files
from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.resources import resource


class Template(Struct, frozen=True):
    """What is said of a project that ships with kgraph.

    Attributes:
        name: The stem of its file, and what `kgraph new` calls it.
        description: One sentence: what it learns, from what and how.
    """

    name: str
    title: str
    description: str


@cache
def all_templates() -> tuple[Template, ...]:
    """Returns what there is to start from, simple ones first."""
    index = resource("templates/index.json").read_bytes()
    return msgspec.json.decode(index, type=tuple[Template, ...])


def load(name: str) -> Project:
    """Returns the project of a template.

    Raises:
        KgraphError: If there is none of that name.
    """
    names = [template.name for template in all_templates()]
    if name not in names:
        raise KgraphError(
            f"A template must be one of {', '.join(names)}. Received: {name!r}."
        )
    return files.load(resource(f"templates/{name}.kgraph"))

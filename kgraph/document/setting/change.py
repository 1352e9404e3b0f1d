"""Reads and changes one setting of a project."""

from collections.abc import Iterable
from typing import Any

import msgspec

from kgraph.document.errors import EditError
from kgraph.document.project import Project
from kgraph.document.setting.holders import Spot, project_spot
from kgraph.document.setting.layers import layer_spot
from kgraph.document.setting.reading import read
from kgraph.document.setting.words import SettingError, unknown
from kgraph.document.values import plain

LAYERS = "layers"
ROOTS = ("training", "data", LAYERS)


def with_setting(project: Project, path: str, text: str) -> Project:
    """Returns the project with one setting as people type it.

    Args:
        path: Names that lead to the setting, with dots in between: of `training` and
            `data` those of their values; and `layers.NAME.PARAMETER`, where a layer
            within a submodel is `SUBMODEL/NAME`. Items of lists are numbers from 0.
        text: The value, as the catalogue's forms take it: `64`, `SGD`, `3x3`, `none`;
            or JSON.

    Raises:
        SettingError: If the path leads nowhere, or the text means no value there; the
            text names what is like it.

    Example:

    >>> with_setting(project, "training.batch_size", "64").training.batch_size
    64
    """
    spot = _spot(project, path)
    value = read(text, spot)
    try:
        changed = spot.put(_plain(value))
    except EditError as error:
        raise SettingError(f"`{path}`: {error}") from error
    assert isinstance(changed, Project)
    return changed


def with_settings(project: Project, assignments: Iterable[str]) -> Project:
    """Returns the project with settings such as `training.batch_size=64`, in order.

    Raises:
        SettingError: If one is none.
    """
    for assignment in assignments:
        path, equals, text = assignment.partition("=")
        if not equals:
            raise SettingError(
                "Expected a setting and its value, as in `training.batch_size=64`. "
                f"Received: `{assignment}`."
            )
        project = with_setting(project, path.strip(), text.strip())
    return project


def setting(project: Project, path: str) -> Any:
    """Returns the value of one setting; what is not said has its default.

    Raises:
        SettingError: If the path leads nowhere.
    """
    return _spot(project, path).value


def _plain(value: Any) -> Any:
    """Returns a value that a project's file can carry.

    Raises:
        EditError: If it cannot be one.
    """
    plain(msgspec.to_builtins(value))
    return value


def _spot(project: Project, path: str) -> Spot:
    root, dot, rest = path.partition(".")
    if root not in ROOTS:
        raise unknown("", root, ROOTS)
    if not dot or not rest:
        example = "training.batch_size" if root == "training" else f"{root}.…"
        raise SettingError(
            f"`{path}` is no setting but holds some. Say which, as in `{example}`."
        )
    if root == LAYERS:
        spot, rest = layer_spot(project, rest)
    else:
        spot = project_spot(project, root)
    while rest:
        spot, rest = spot.inside(rest)
    return spot

"""What tests of merges share: how a side is edited, and what came out."""

from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.merge import Merge
from kgraph.document.project import MAIN, Project


def edited(project, edit, id=MAIN):
    return replace(project, graphs={**project.graphs, id: edit(project.graphs[id])})


def clean(merged: Merge) -> Project:
    assert merged.conflicts == ()
    assert merged.left_out == ()
    return merged.project


def sentences(merged: Merge) -> list[str]:
    return [conflict.sentence for conflict in merged.conflicts]


def set_units(layer, units):
    return lambda g: edits.set_parameter(g, layer, "units", units)


def add(type, name=None):
    return lambda g: edits.add(g, type, name=name)[0]

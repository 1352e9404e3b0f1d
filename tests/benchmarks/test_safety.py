"""What it costs to keep 3,000 nodes safe: none of it may be felt in the window."""

from itertools import pairwise

import pytest
from msgspec.structs import replace
from strategies import graph_of

from kgraph.document import edits, files
from kgraph.document.merge import merge
from kgraph.document.project import MAIN, Project
from kgraph.document.telling.summary import summary
from kgraph.gui.safety.recovery import RecoveryFile


@pytest.fixture(scope="module")
def project() -> Project:
    ids = [f"n{number}" for number in range(3_000)]
    return Project({MAIN: graph_of(ids, [*pairwise(ids)])})


def edited(project: Project, edit) -> Project:
    return replace(project, graphs={MAIN: edit(project.main)})


@pytest.fixture(scope="module")
def theirs(project: Project) -> Project:
    """As another program has written it: nothing is the same object."""
    moved = dict.fromkeys(project.main.nodes, (1.0, 2.0))
    changed = edited(project, lambda graph: edits.move(graph, moved))
    return files.loads(files.dumps(changed), "theirs")


def test_write_a_recovery_file(benchmark, project):
    file = RecoveryFile.new()
    benchmark(file.write, project, None)
    file.remove()
    file.let_go()


def test_merge_what_another_program_moved(benchmark, project, theirs):
    mine = edited(project, lambda graph: edits.add(graph, "Dense")[0])
    merged = benchmark(merge, project, mine, theirs)
    assert len(merged.project.main.nodes) == 3_001


def test_say_what_another_program_moved(benchmark, project, theirs):
    assert benchmark(summary, project, theirs) == ("3000 nodes moved",)

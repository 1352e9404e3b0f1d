"""The titles of frames stand over the lines of their nodes."""

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from random_models import models
from tidy import complaints, reformatting

from kgraph import templates
from kgraph.codegen import generate
from kgraph.codegen.sections import sections
from kgraph.document.arranging import framing
from kgraph.document.graph import Graph
from kgraph.document.project import Project


def framed(graph: Graph, *frames: tuple[str, list[str]]) -> Graph:
    for title, ids in frames:
        graph, _ = framing.add_frame_around(graph, ids, [], {}, title)
    return graph


@pytest.fixture
def project() -> Project:
    return templates.load("digits")


def with_main(project: Project, graph: Graph) -> Project:
    return replace(project, graphs={**project.graphs, "main": graph})


def test_a_title_stands_over_the_lines_of_its_nodes(project):
    ids = list(project.main.nodes)
    before = generate(project)
    graph = framed(project.main, ("Encoder", ids[1:3]))
    program = generate(with_main(project, graph))
    assert program.text.count("    # Encoder\n") == 1
    lines = program.text.splitlines()
    first, _ = program.lines[ids[1]]
    _, last = program.lines[ids[2]]
    assert lines[first - 3 : first - 1] == ["", "    # Encoder"]
    assert lines[last] == ""
    kept = [line for line in lines if line.strip() and "# Encoder" not in line]
    assert kept == [line for line in before.text.splitlines() if line.strip()]
    assert reformatting(program.text) == ""


def test_frames_in_frames_begin_with_the_outer_one(project):
    ids = list(project.main.nodes)
    graph = framed(project.main, ("Inner", ids[1:3]), ("Outer", ids[1:5]))
    found = sections(graph, ids)
    assert found[ids[1]] == ["", "    # Outer", "    # Inner"]
    assert found[ids[3]] == found[ids[5]] == [""]


def test_a_frame_around_lines_that_are_not_together_says_nothing(project):
    ids = list(project.main.nodes)
    graph = framed(project.main, ("All but one", ids[1:4]))
    assert sections(graph, [ids[1], ids[3], ids[0], ids[2]]) == {}


@pytest.mark.parametrize(
    "title", ["", " \n", "fmt: off", "type: ignore", "noqa", "RUFF : noqa"]
)
def test_no_title_is_an_order_to_a_tool(project, title):
    graph = framed(project.main, (title, list(project.main.nodes)[1:3]))
    assert generate(with_main(project, graph)).text == generate(project).text


@pytest.mark.parametrize("title", ["a\nimport os", "a\x00b", "a\r\x0cb", "x" * 500])
def test_whatever_a_file_calls_a_frame_is_one_short_comment(project, title):
    graph = framed(project.main, ("Plain", list(project.main.nodes)[1:3]))
    frames = {id: replace(f, title=title) for id, f in graph.frames.items()}
    text = generate(with_main(project, replace(graph, frames=frames))).text
    plain = generate(project).text
    assert ast.dump(ast.parse(text)) == ast.dump(ast.parse(plain))
    assert len(text.splitlines()) == len(plain.splitlines()) + 3
    assert reformatting(text) == ""
    assert complaints(text) == ""


@settings(max_examples=15, deadline=None)
@given(models(), st.data())
def test_frames_change_nothing_but_comments(project, data):
    graph = project.main
    for title in data.draw(st.lists(st.text(max_size=9), max_size=3)):
        some = data.draw(st.sets(st.sampled_from(sorted(graph.nodes)), min_size=1))
        graph = framed(graph, (title, sorted(some)))
    text = generate(with_main(project, graph)).text
    assert ast.dump(ast.parse(text)) == ast.dump(ast.parse(generate(project).text))
    assert reformatting(text) == ""
    assert complaints(text) == ""

import msgspec
import pytest

from kgraph import templates
from kgraph.document import files
from kgraph.document.check import check
from kgraph.document.errors import KgraphError
from kgraph.resources import resource

NAMES = [template.name for template in templates.all_templates()]


def test_the_index_names_every_file_and_says_what_it_is():
    stems = {path.stem for path in resource("templates").glob("*.kgraph")}
    assert set(NAMES) == stems
    assert len(NAMES) == len(stems)
    for template in templates.all_templates():
        assert template.title
        assert template.description.endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_a_template_opens_without_any_problem(name: str):
    assert check(templates.load(name)) == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_templates_file_is_as_kgraph_would_write_it(name: str):
    path = resource(f"templates/{name}.kgraph")
    assert files.dumps(files.load(path)) == path.read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_every_node_of_a_template_has_a_place_of_its_own(name: str):
    graph = templates.load(name).main
    assert graph.positions.keys() == graph.nodes.keys()
    assert len(set(graph.positions.values())) == len(graph.nodes)


def test_a_template_that_is_not_there_is_answered_with_those_that_are():
    with pytest.raises(KgraphError, match=r"digits, .* Received: 'digit'"):
        templates.load("digit")


def test_loading_twice_gives_equal_projects():
    first, second = templates.load("digits"), templates.load("digits")
    assert msgspec.json.encode(first) == msgspec.json.encode(second)

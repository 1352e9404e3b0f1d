"""What can be placed beyond the catalogue, from any source."""

from msgspec.structs import replace
from sketch import Sketch

from kgraph.document.errors import FileError
from kgraph.document.project import new_project
from kgraph.gui.document import Document
from kgraph.gui.placeables import Placeable, Placeables


class Shop:
    """A source with one thing in it, one that is spoilt and one that is not sold."""

    category = "Shop"
    prefix = "shop:"

    def entries(self):
        names = (("shop:encoder", ""), ("shop:spoilt", "It is spoilt."))
        return [Placeable(key, key[5:].title(), refusal=why) for key, why in names]

    def bundle(self, name, tensors):
        if name == "spoilt":
            raise FileError("It is spoilt.")
        if name == "dear":
            return None
        s = Sketch(name)
        s.output(s.add("Input", shape=[2]))
        return s.project()


def placeables():
    made = Placeables(Document())
    made.add(Shop())
    return made


def test_entries_are_listed_by_category_and_named(qapp):
    groups = placeables().by_category()
    assert list(groups) == ["Submodels", "Shop"]
    assert [e.title for e in groups["Shop"]] == ["Encoder", "Spoilt"]
    assert placeables().title("shop:encoder") == "Encoder"
    assert placeables().title("Dense") == "Dense"


def test_what_cannot_be_placed_is_not_found(qapp):
    assert [(c, e.title) for c, e in placeables().usable()] == [("Shop", "Encoder")]


def test_what_is_taken_is_absorbed_with_its_definition(qapp):
    project, type = placeables().take("shop:encoder")(new_project())
    assert project.graphs[type.removeprefix("graph:")].name == "encoder"
    assert placeables().take("shop:encoder")(project) == (project, type)


def test_the_catalogue_needs_nothing(qapp):
    project = new_project()
    assert placeables().take("Dense")(project) == (project, "Dense")
    assert placeables().take("shop:dear") is None


def test_a_new_source_is_announced(qtbot):
    made = Placeables(Document())
    with qtbot.waitSignal(made.changed, timeout=1000):
        made.add(Shop())


def test_refused_and_declined_things_change_nothing(window, document):
    window.placeables.add(Shop())
    before = document.project
    for name in ("spoilt", "dear"):
        window.panels.canvas.add_operation(f"shop:{name}")
    assert document.project is before
    assert "spoilt" in window.panels.notice.text


def test_a_thing_is_placed_with_an_edge_and_undone_in_one_step(window, document):
    window.placeables.add(Shop())
    window.panels.canvas.add_operation("Input")
    before = document.project
    window.panels.canvas.add_operation("shop:encoder")
    (new,) = window.panels.canvas.selected()
    graph = document.graph
    assert [s.node for s in graph.nodes[new].inputs["input"]] == ["n1"]
    assert document.undo_label == "Add Encoder"
    document.undo()
    assert document.project == before
    assert document.project == replace(before, graphs={"main": before.main})

"""The inspector shows the page of what is selected, and loses nothing typed."""

from inspector_pages import Show, line_of, retype
from pytestqt.qtbot import QtBot

from kgraph.document import edits
from kgraph.document.analysis import Analysis
from kgraph.document.project import new_project
from kgraph.gui.inspector.node import NodePanel
from kgraph.gui.inspector.project import ProjectPanel
from kgraph.gui.theme import DARK


def test_one_page_shows_one_node_after_the_other_of_a_type(shown: Show) -> None:
    _, panel, (_, second) = shown(("Dense", {"units": 3}), ("Dense", {"units": 7}))
    page = panel.page
    panel.show_selection([second])
    assert panel.page is page
    assert line_of(page.form, "units").text() == "7"
    assert page.header.name.field.text() == "dense_1"


def test_a_change_from_elsewhere_is_shown(shown: Show) -> None:
    document, panel, (node,) = shown(("Dense", {"units": 3}))
    layer = document.graph.nodes[node].layer
    document.edit_graph("Set", lambda g: edits.set_parameter(g, layer, "units", 9))
    assert line_of(panel.page.form, "units").text() == "9"


def test_news_from_the_engine_leave_what_is_typed_alone(
    qtbot: QtBot, shown: Show
) -> None:
    _, panel, _ = shown(("Dense", {"units": 3}))
    retype(qtbot, line_of(panel.page.form, "units"), "1x")
    retype(qtbot, panel.page.header.name.field, "he")
    panel.show_analysis(Analysis())
    assert line_of(panel.page.form, "units").text() == "1x"
    assert panel.page.header.name.field.text() == "he"


def test_what_was_typed_stays_with_its_node(qtbot: QtBot, shown: Show) -> None:
    _, panel, (first, second) = shown(("Dense", {"units": 1}), ("Dense", {"units": 1}))
    retype(qtbot, line_of(panel.page.form, "units"), "1x")
    panel.show_selection([second])
    assert line_of(panel.page.form, "units").text() == "1"
    assert (
        panel.page.form.rows["units"]._error is None
        or not panel.page.form.rows["units"]._error.isVisible()
    )
    panel.show_selection([first])
    assert line_of(panel.page.form, "units").text() == "1"


def test_a_deleted_node_gives_way_to_the_project(shown: Show) -> None:
    document, panel, (node,) = shown(("Dense", {"units": 3}))
    document.edit_graph("Delete", lambda g: edits.delete(g, [node]))
    assert isinstance(panel.page, ProjectPanel)


def test_another_project_begins_with_its_own_page(shown: Show) -> None:
    document, panel, _ = shown(("Dense", {"units": 3}))
    document.replace(new_project("other"))
    assert isinstance(panel.page, ProjectPanel)
    assert panel.page.name.field.text() == "other"


def test_another_theme_shows_the_same(shown: Show) -> None:
    _, panel, _ = shown(("Dense", {"units": 3}))
    before = panel.page
    panel.set_theme(DARK)
    assert panel.page is not before
    assert line_of(panel.page.form, "units").text() == "3"


def test_pages_that_were_not_shown_for_long_are_forgotten(shown: Show) -> None:
    types = [
        "Flatten",
        "Add",
        "Dropout",
        "ReLU",
        "ELU",
        "Dense",
        "Conv1D",
        "Conv2D",
        "Conv3D",
        "LSTM",
        "GRU",
        "Dot",
        "Reshape",
        "Permute",
    ]
    _, panel, nodes = shown(*((type, {}) for type in types))
    for node in nodes:
        panel.show_selection([node])
        assert isinstance(panel.page, NodePanel)
    assert "Flatten" not in panel._pages
    panel.show_selection([nodes[0]])
    assert panel.page.isVisible()


def test_pages_are_made_in_advance_while_nothing_happens(
    qtbot: QtBot, shown: Show
) -> None:
    _, panel, _ = shown(("Dense", {}), ("Conv2D", {}), ("LSTM", {}))
    assert "LSTM" not in panel._pages
    qtbot.waitUntil(lambda: {"Conv2D", "LSTM"} <= set(panel._pages))
    assert panel.page is panel._pages["Dense"]
    assert not panel._pages["LSTM"].isVisible()

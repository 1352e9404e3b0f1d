"""The pages of a submodel: of its node, and of itself."""

import pytest
from inspector_pages import retype, texts
from PySide6.QtCore import Qt
from sketch import Sketch

from kgraph.document.analysis import Analysis, GraphAnalysis
from kgraph.document.calls import inputs_of, outputs_of
from kgraph.document.submodels import detach
from kgraph.gui.document import Document
from kgraph.gui.inspector import InspectorPanel
from kgraph.gui.inspector.graph import GraphPanel
from kgraph.gui.theme import LIGHT

LEFT = Qt.MouseButton.LeftButton


def project():
    inner = Sketch("split", "g1")
    left, right = inner.add("Input", name="left"), inner.add("Input", name="right")
    inner.output(left, "first")
    inner.output(right, "second")
    s = Sketch()
    one, other = s.add("Input", name="one"), s.add("Input", name="other")
    call = s.add("graph:g1", name="split", at={"left": [one], "right": [other]})
    s.add("graph:g1", name="split_1", at={"left": [one], "right": [other]})
    s.output((call, 0), "here")
    s.output((call, 1), "there")
    return s.project(inner)


@pytest.fixture
def panel(qtbot):
    document = Document(project())
    panel = InspectorPanel(document, LIGHT)
    panel.resize(340, 900)
    qtbot.addWidget(panel)
    panel.show()
    panel.document = document
    return panel


def ends(document, which):
    graph = document.project.graphs["g1"]
    return [graph.layers[node.layer].name for node in which(graph)]


def test_the_page_of_a_node_tells_of_its_definition(panel):
    panel.show_selection(["n3"])
    said = texts(panel)
    assert "In: left, right" in said
    assert "Out: first, second" in said
    assert "A copy: own weights, same drawing as 'split_1'." in said


def test_a_definition_of_ones_own_is_said(panel):
    panel.document.edit("Part", lambda p: detach(p, "main", "n3"))
    panel.show_selection(["n3"])
    assert "No other layer has this drawing." in texts(panel)


def test_a_button_opens_it_and_another_leads_back(panel, qtbot):
    panel.show_selection(["n3"])
    qtbot.mouseClick(panel.page.submodel.open, LEFT)
    assert isinstance(panel.page, GraphPanel)
    assert panel.page.name.field.text() == "split"
    assert "Called 2 times by 2 layers." in texts(panel)
    qtbot.mouseClick(panel.page.to_main, LEFT)
    assert panel.document.graph_id == "main"


def test_it_counts_its_parameters_when_they_are_known(panel):
    panel.document.show_graph("g1")
    panel.show_analysis(Analysis({"g1": GraphAnalysis(trainable=1234)}))
    assert "1,234 parameters in each layer." in texts(panel)


def test_it_is_renamed_unless_the_name_cannot_be(panel, qtbot):
    panel.document.show_graph("g1")
    retype(qtbot, panel.page.name.field, "halves")
    qtbot.keyClick(panel.page.name.field, Qt.Key.Key_Return)
    assert panel.document.project.graphs["g1"].name == "halves"
    retype(qtbot, panel.page.name.field, "a/b")
    qtbot.keyClick(panel.page.name.field, Qt.Key.Key_Return)
    assert "'a/b'" in texts(panel)
    assert panel.document.project.graphs["g1"].name == "halves"


def test_outputs_change_places_and_the_edges_of_the_callers_follow(panel, qtbot):
    document = panel.document
    document.show_graph("g1")
    before = document.project
    first, second = panel.page.outputs.lines
    assert not first.up.isEnabled()
    assert not second.down.isEnabled()
    qtbot.mouseClick(second.up, LEFT)
    assert ends(document, outputs_of) == ["second", "first"]
    assert [line.name.text() for line in panel.page.outputs.lines] == [
        "second",
        "first",
    ]
    main = document.project.main
    made = [main.nodes[n.id].inputs["inputs"][0].output for n in main.of_type("Output")]
    assert made == [1, 0]
    document.undo()
    assert document.project == before
    assert [line.name.text() for line in panel.page.outputs.lines] == [
        "first",
        "second",
    ]


def test_inputs_change_places(panel, qtbot):
    panel.document.show_graph("g1")
    qtbot.mouseClick(panel.page.inputs.lines[0].down, LEFT)
    assert ends(panel.document, inputs_of) == ["right", "left"]
    assert panel.document.undo_label == "Move left Down"

"""The Edit menu works on the selection and is undone."""

from drawings import add_dense


def test_undo_and_redo_have_names(window, document):
    undo, redo = window.actions_by_name["undo"], window.actions_by_name["redo"]
    assert not undo.isEnabled()
    document.edit_graph("Add Dense", add_dense)
    assert undo.text().replace("&", "") == "Undo Add Dense"
    undo.trigger()
    assert not document.graph.nodes
    assert redo.text().replace("&", "") == "Redo Add Dense"
    redo.trigger()
    assert document.graph.nodes


def test_edit_menu_works_on_the_selection(window, drawn):
    actions = window.actions_by_name
    actions["select_all"].trigger()
    assert window.panels.canvas.selected() == ["n1", "n2", "n3"]
    actions["duplicate"].trigger()
    assert len(drawn.graph.nodes) == 6
    assert len(list(drawn.graph.edges())) == 4
    actions["delete"].trigger()
    assert list(drawn.graph.nodes) == ["n1", "n2", "n3"]
    actions["select_all"].trigger()
    actions["cut"].trigger()
    assert not drawn.graph.nodes
    actions["paste"].trigger()
    assert len(drawn.graph.nodes) == 3
    for _ in range(4):
        actions["undo"].trigger()
    assert list(drawn.graph.nodes) == ["n1", "n2", "n3"]


def test_a_shared_layer_is_called_again_until_it_is_made_independent(window, drawn):
    actions, canvas = window.actions_by_name, window.panels.canvas
    canvas.select(["n2"])
    actions["share"].trigger()
    (again,) = canvas.selected()
    assert drawn.graph.layer_of(again) is drawn.graph.layer_of("n2")
    assert drawn.undo_label == "Share 1 Node"
    actions["make_independent"].trigger()
    assert drawn.graph.layer_of(again) is not drawn.graph.layer_of("n2")
    drawn.undo()
    drawn.undo()
    canvas.select(["n1"])
    actions["share"].trigger()
    assert list(drawn.graph.nodes) == ["n1", "n2", "n3"]


def test_pasting_what_is_no_drawing_does_nothing(window, drawn, qapp):
    before = drawn.project
    qapp.clipboard().clear()
    window.actions_by_name["paste"].trigger()
    qapp.clipboard().setText("hello")
    window.actions_by_name["paste"].trigger()
    assert drawn.project is before

"""Columns are dragged from the Data panel by the mouse of a real display."""

import real_display
from by_mouse import Mouse
from real_display import real_window

from kgraph import templates
from kgraph.document import files

pytestmark = real_display.pytestmark


def test_columns_are_dragged_to_a_node_and_to_the_empty_canvas(tmp_path):
    drawing = tmp_path / "wine.kgraph"
    project = templates.load("wine")
    files.save(project, drawing)
    (node,) = project.main.of_type("Input")
    with (
        real_display.real_display() as display,
        real_window(display, drawing, tmp_path) as window,
    ):
        hand = Mouse(window)
        hand.click(window.at_rest("tab", "Data"))
        hand.drag_column("ash", window.at_rest("node", node.id))
        window.see(lambda: window.ask("bindings")[node.layer] == ["ash"], "ash bound")
        before = window.ask("nodes")
        x, y, *_ = window.ask("canvas_area")
        hand.drag_column("alcohol", [x + 140, y + 60, 0, 0])
        (new,) = window.see(
            lambda: [n for n in window.ask("nodes") if n not in before], "an Input"
        )
        made = window.ask("nodes")[new]
        assert (made["type"], made["name"]) == ("Input", "alcohol")
        assert window.ask("bindings")[made["layer"]] == ["alcohol"]

        before = window.ask("nodes")
        window.act("keydown", "Shift_L")  # and held before the drag begins
        hand.drag_column("malic_acid", [x + 140, y + 140, 0, 0])
        window.act("keyup", "Shift_L")
        (new,) = window.see(
            lambda: [n for n in window.ask("nodes") if n not in before], "an Output"
        )
        made = window.ask("nodes")[new]
        assert made["type"] == "Output"
        assert window.ask("bindings")[made["layer"]] == ["malic_acid"]

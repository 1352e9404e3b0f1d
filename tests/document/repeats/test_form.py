"""Two parts have one form if they compute the same, whatever they are called."""

from sketch import Sketch

from kgraph.document.repeats.form import canonical, form


def branches(sketch: Sketch, x: str, first: str, is_turned: bool = False) -> str:
    """Two layers beside each other; which of them is placed first may differ."""
    left = right = ""
    for turn in (is_turned, not is_turned):
        if turn:
            right = sketch.add("ReLU", x)
        else:
            left = sketch.add("Dense", x, name=first, units=3)
    return sketch.add("Concatenate", left, right)


def form_of(sketch: Sketch, end: str, start: str) -> str:
    inside = set(sketch.graph.nodes) - {start}
    return form(sketch.graph, canonical(sketch.graph, end, inside))


def test_neither_names_nor_the_order_of_placement_count():
    one, other = Sketch(), Sketch()
    x, y = one.add("Input", shape=[3]), other.add("Input", shape=[3])
    a = form_of(one, branches(one, x, "left"), x)
    b = form_of(other, branches(other, y, "else", is_turned=True), y)
    assert a == b


def test_parameters_and_the_order_of_tensors_count():
    forms = set()
    for units, is_swapped in ((3, False), (4, False), (3, True)):
        sketch = Sketch()
        x = sketch.add("Input", shape=[3])
        pair = [sketch.add("Dense", x, units=units), sketch.add("ReLU", x)]
        end = sketch.add("Concatenate", *(pair[::-1] if is_swapped else pair))
        forms.add(form_of(sketch, end, x))
    assert len(forms) == 3


def test_a_shared_layer_is_not_two_layers():
    forms = set()
    for is_shared in (True, False):
        sketch = Sketch()
        x = sketch.add("Input", shape=[3])
        one = sketch.add("Dense", x, units=3)
        again = (
            sketch.again(one, one) if is_shared else sketch.add("Dense", one, units=3)
        )
        forms.add(form_of(sketch, sketch.add("Add", one, again), x))
    assert len(forms) == 2


def test_names_inside_of_a_config_do_not_count():
    forms = set()
    for name in ("a", "b"):
        sketch = Sketch()
        x = sketch.add("Input", shape=[3, 2])
        layer = {"class_name": "LSTM", "config": {"name": name, "units": 2}}
        forms.add(form_of(sketch, sketch.add("Bidirectional", x, layer=layer), x))
    assert len(forms) == 1

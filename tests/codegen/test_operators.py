from run_programs import difference
from sketch import Sketch
from tidy import complaints, reformatting

from kgraph.codegen import generate
from kgraph.document.project import Project


def slice_of(start=None, stop=None, step=None):
    return {
        "class_name": "__slice__",
        "config": {"start": start, "stop": stop, "step": step},
    }


def many_operators() -> Project:
    s = Sketch()
    x = s.add("Input", name="x", shape=[4, 4])
    y = s.add("ops.subtract", at={"x2": [x]}, constants={"x1": 2}, name="a")
    y = s.add("ops.power", y, constants={"x2": 2}, name="b")
    y = s.add("ops.power", at={"x2": [y]}, constants={"x1": -2.5}, name="c")
    y = s.add("ops.true_divide", y, x, name="d")
    y = s.add("ops.matmul", x, y, name="e")
    y = s.add("ops.negative", y, name="f")
    key = {
        "class_name": "__tuple__",
        "config": [slice_of(), slice_of(1), slice_of(0, None, 2)],
    }
    y = s.add("ops.get_item", y, key=key, name="g")
    y = s.add("ops.add", y, constants={"x2": -1e-7}, name="h")
    s.output(s.add("ops.split", y, indices_or_sections=1, name="parts"))
    return s.project()


def test_operators_are_written_where_python_has_them():
    lines = generate(many_operators()).text.splitlines()
    written = [line.strip() for line in lines if line.strip()[1:4] == " = "]
    assert written == [
        'x = keras.Input(shape=(4, 4), name="x")',
        "a = 2 - x",
        "b = a**2",
        "c = ops.power(-2.5, b)",
        "d = c / x",
        "e = x @ d",
        "f = -e",
        "g = f[:, 1:, 0::2]",
        "h = g + -1e-7",
    ]


def test_the_model_is_that_of_the_functions():
    project = many_operators()
    text = generate(project).text
    assert difference(project, text) == ""
    assert reformatting(text) == complaints(text) == ""


def test_what_takes_more_than_a_line_is_a_function():
    s = Sketch()
    x = s.add("Input", name="x" * 50, shape=[4])
    s.output(s.add("ops.add", x, x, name="twice"))
    assert "twice = ops.add(\n" in generate(s.project()).text


def test_a_draft_that_lacks_a_tensor_calls_the_function():
    s = Sketch()
    s.output(s.add("ops.add", s.add("Input", name="x", shape=[4])))
    assert " = ops.add(x)" in generate(s.project(), draft=True).text

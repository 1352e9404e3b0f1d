import sys

import numpy as np
import pytest

from kgraph.data import DataError, describe
from kgraph.data.sources import read
from kgraph.document.errors import UntrustedError
from kgraph.document.project import DataSource
from kgraph.runs.trust import trust

PROGRAM = """\
import numpy as np
from beside_it import COUNT

print("working")

def load():
    return np.arange(COUNT * 2.0).reshape(COUNT, 2), np.array(["a", "b"] * (COUNT // 2))

def named():
    return {"heat": [1, 2, 3], "kind": ["x", "y", "x"]}

def breaks():
    return 1 / 0

def leaves():
    raise SystemExit(3)

def number():
    return 7

def ragged():
    return {"x": [[1], [1, 2]]}

def uneven():
    return {"x": [1, 2], "y": [1]}

class Mute(BaseException):
    def __str__(self):
        raise ValueError

class Unwilling:
    def __array__(self, *_, **__):
        raise RuntimeError("no")

def mute():
    raise Mute

def unwilling():
    return {"x": Unwilling()}
"""


@pytest.fixture
def program(write):
    write("COUNT = 6\n", "beside_it.py")
    return write(PROGRAM, "mine.py")


def source(path, function="load"):
    return DataSource("python", str(path), {"function": function})


def test_a_program_runs_only_after_somebody_said_yes(program, capsys):
    with pytest.raises(UntrustedError, match=r"mine\.py is a program.*--trust"):
        describe(source(program))
    assert "beside_it" not in sys.modules
    trust(program)
    table = read(source(program))
    np.testing.assert_array_equal(table.columns["x"].values[1], [2, 3])
    assert table.columns["y"].categories == ("a", "b")
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "working\n")


def test_a_program_that_changed_is_asked_about_anew(program):
    trust(program)
    program.write_text(PROGRAM + "\n# harmless?\n")
    with pytest.raises(UntrustedError):
        describe(source(program))


def test_what_lies_beside_a_program_may_change(program):
    trust(program)
    assert describe(source(program)).samples == 6
    (program.parent / "beside_it.py").write_text("COUNT = 10\n")
    assert describe(source(program)).samples == 10
    assert "beside_it" not in sys.modules


def test_a_function_may_name_its_columns(program):
    trust(program)
    assert [c.name for c in describe(source(program, "named")).columns] == [
        "heat",
        "kind",
    ]
    assert str(program.parent) not in sys.path


@pytest.mark.parametrize(
    ("function", "words"),
    [
        ("breaks", r"breaks\(\).*ZeroDivisionError: division by zero, in line 13"),
        ("leaves", "SystemExit: 3, in line 16"),
        ("number", "dict of arrays by name.*int"),
        ("ragged", "samples have one shape"),
        ("uneven", "equally many samples.*'x': 2, 'y': 1"),
        ("mute", "Mute: an error that cannot say what it is, in line 36"),
        ("unwilling", "RuntimeError: no, in line 33"),
        ("nothing", "function 'nothing'"),
        (3, "'function'.*3"),
    ],
)
def test_what_goes_wrong_is_said_with_its_line(program, function, words):
    trust(program)
    with pytest.raises(DataError, match=words):
        describe(source(program, function))


def test_a_mistake_in_writing_is_said(write):
    path = write("def load(:\n", "mine.py")
    trust(path)
    with pytest.raises(DataError, match=r"SyntaxError.*line 1"):
        describe(source(path))

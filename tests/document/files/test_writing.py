import json

import pytest
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.errors import EditError
from kgraph.document.files import dumps
from kgraph.document.graph import Frame, Graph, Layer, Node, Note, Port, Source
from kgraph.document.project import Project, new_project


def drawing() -> Graph:
    graph = new_project("net").main
    graph, start = edits.add(graph, "Input", (0, 0), config={"shape": [28, 28, 1]})
    initializer = {"class_name": "HeNormal", "config": {"seed": 1}}
    config = {"filters": 8, "kernel_size": [3, 3], "kernel_initializer": initializer}
    graph, conv = edits.add(graph, "Conv2D", (0, 90), config=config)
    graph = edits.connect(graph, Source(start), Port(conv, "inputs"))
    frame = Frame("f9", "Stem", 0, 0, 10, 10, "#ffffff")
    note = Note("t10", "Why?\n<b>", 0, 0, 90, 80)
    graph = edits.collapse(graph, [conv])
    return replace(graph, frames={"f9": frame}, notes={"t10": note})


def lines(graph: Graph) -> list[str]:
    return dumps(Project({"main": graph})).decode().splitlines()


def changed(before: Graph, after: Graph) -> list[str]:
    old = lines(before)
    return [line.strip() for line in lines(after) if line not in old]


def test_a_file_reads_like_this():
    assert "\n".join(lines(drawing())) == EXPECTED.strip()


def test_a_changed_parameter_is_a_changed_line():
    graph = edits.set_parameter(drawing(), "l2", "filters", 16)
    assert changed(drawing(), graph) == ['"filters": 16,']
    assert len(lines(graph)) == len(lines(drawing()))


def test_a_changed_parameter_of_a_nested_object_is_a_changed_line():
    initializer = {"class_name": "HeNormal", "config": {"seed": 2}}
    graph = edits.set_parameter(drawing(), "l2", "kernel_initializer", initializer)
    assert changed(drawing(), graph) == ['"seed": 2']


def test_a_moved_node_is_a_changed_line_behind_all_that_has_a_meaning():
    graph = edits.move(drawing(), {"n2": (5, 95)})
    assert changed(drawing(), graph) == ['"n2": [5.0, 95.0]']
    canvas = next(i for i, line in enumerate(lines(graph)) if '"canvas"' in line)
    assert all('"n2": [' not in line for line in lines(graph)[:canvas])


@pytest.mark.parametrize(
    "value", [0.0, -0.0, 0, False, 1, True, 1.0, "1", None, 1e300, 2**70]
)
def test_a_number_is_written_as_what_it_is(value):
    for other in (0, 0.0, False, 1, 1.0, True, value):  # none may stand in for another
        graph = edits.set_parameter(drawing(), "l2", "any", other)
        text = dumps(Project({"main": graph}))
    found = json.loads(text)["graphs"]["main"]["layers"]["l2"]["config"]["any"]
    assert repr(found) == repr(value)


@pytest.mark.parametrize(
    "change",
    [
        lambda graph: replace(graph, positions={"n1": (0.0, float("nan"))}),
        lambda graph: replace(
            graph, frames={"f1": Frame("f1", "", float("inf"), 0, 1, 1)}
        ),
        lambda graph: replace(
            graph, nodes={"n1": Node("n1", "l1", constants={"a": {1}})}
        ),
        lambda graph: replace(
            graph, layers={"l1": Layer("l1", "A", "a", {"b": [float("nan")]})}
        ),
    ],
)
def test_what_json_cannot_carry_is_named(change):
    with pytest.raises(EditError, match=r"In .*Received: "):
        dumps(Project({"main": change(drawing())}))


EXPECTED = """
{
  "version": 1,
  "graphs": {
    "main": {
      "name": "net",
      "next_id": 3,
      "layers": {
        "l1": {
          "type": "Input",
          "name": "input",
          "config": {
            "shape": [28, 28, 1]
          }
        },
        "l2": {
          "type": "Conv2D",
          "name": "conv2d",
          "config": {
            "filters": 8,
            "kernel_size": [3, 3],
            "kernel_initializer": {
              "class_name": "HeNormal",
              "config": {
                "seed": 1
              }
            }
          }
        }
      },
      "nodes": {
        "n1": {"layer": "l1"},
        "n2": {"layer": "l2", "inputs": {"inputs": [["n1", 0]]}}
      }
    }
  },
  "data": {
    "split": {}
  },
  "training": {
    "optimizer": {
      "class_name": "Adam",
      "config": {}
    }
  },
  "canvas": {
    "main": {
      "positions": {
        "n1": [0.0, 0.0],
        "n2": [0.0, 90.0]
      },
      "frames": {
        "f9": {"title": "Stem", "x": 0, "y": 0, "width": 10, "height": 10, "color": "#ffffff"}
      },
      "notes": {
        "t10": {"text": "Why?\\n<b>", "x": 0, "y": 0, "width": 90, "height": 80, "color": ""}
      },
      "collapsed": ["n2"]
    }
  }
}
"""

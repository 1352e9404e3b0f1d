import json

import pytest

from kgraph.document import edits
from kgraph.document.check import check
from kgraph.document.errors import FileError
from kgraph.document.files import dumps, loads, reading
from kgraph.document.graph import Frame, Graph, Note
from kgraph.document.project import Project, new_project

EMPTY = '{"version": 1, "graphs": {"main": {"name": "m"}}}'


def main(**sections: object) -> bytes:
    """The text of a file whose main graph has these sections."""
    graph = {"name": "m", **sections}
    return json.dumps({"version": 1, "graphs": {"main": graph}}, indent=1).encode()


LAYER = {"l1": {"type": "Dense", "name": "dense"}}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b'{"version": 1,\n "graphs": NaN}', "invalid character at line 2, column 12"),
        (b'{"version": 1,\n "a" 2}', "expected ':' at line 2, column 6"),
        (EMPTY.encode() + b"}", "trailing characters at line 1"),
        (b'{"version": 1,\n\n "a', "ends too early, at line 3, column 4"),
        (b'{"version": 1,\n "a": "\xff"}', "not UTF-8 text at line 2, column 8"),
        (b"\x89PNG\r\n", "not UTF-8 text at line 1, column 1"),
        (b"[]", "expected `object`, received `array`"),
        (b"3", "expected `object`, received `int`"),
        (b"{}", "missing required field `version`"),
        (b'{"version": "1"}', "version: expected `int`, received `str`"),
        (b'{"version": "1"} "', "trailing characters at line 1"),
        (b'{"version": "1", "a": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"version": true}', "version: expected `int`, received `bool`"),
        (b'{"version": 0}', "expected a version from 1 to 1. Received: 0"),
        (b'{"version": 2}', "made by a newer kgraph .*Update kgraph"),
        (b'{"version": 99999999999999999999999}', "made by a newer kgraph"),
        (b'{"version": 1}', "missing required field `graphs`"),
        (b'{"version": 1, "graphs": {}}', "graphs: expected a graph named 'main'"),
        (
            b'{"version": 1, "graphs": [1]}',
            "graphs: expected `object`, received `array`",
        ),
        (
            b'{"version": 1, "graphs": {}, "training": {"epochs": "9"}}',
            "training.epochs: expected `int`",
        ),
        (
            b'{"version": 1, "graphs": {}, "data": {"source": {"kind": "sql", "name": ""}}}',
            "data.source.kind: invalid enum value 'sql'",
        ),
        (
            b'{"version": 1, "graphs": {}, "canvas": {"main": {"positions": {"n1": [1]}}}}',
            "canvas.main.positions.n1: expected `array` of length 2",
        ),
        (
            main(layers={"l1": {"type": 3, "name": "x"}}),
            "graphs.main.layers.l1.type: expected `str`, received `int`",
        ),
        (
            main(layers={"l1": {"type": "Dense"}}),
            "graphs.main.layers.l1: object missing required field `name`",
        ),
        (
            main(layers=LAYER, nodes={"n1": {"layer": "l2"}}),
            "graphs.main.nodes.n1.layer: expected the id of a layer. Received: 'l2'",
        ),
        (
            main(
                layers=LAYER, nodes={"n1": {"layer": "l1", "inputs": {"x": [["n9"]]}}}
            ),
            r"graphs.main.nodes.n1.inputs.x\[0\]: .*Received: \['n9', 0\]",
        ),
        (
            main(
                layers=LAYER,
                nodes={"n1": {"layer": "l1", "inputs": {"x": [["n1", -1]]}}},
            ),
            r"nodes.n1.inputs.x\[0\]: .*Received: \['n1', -1\]",
        ),
        (
            main(
                layers=LAYER,
                nodes={"n1": {"layer": "l1", "inputs": {"x": [["n1", 1_000]]}}},
            ),
            r"nodes.n1.inputs.x\[0\]: .*Received: \['n1', 1000\]",
        ),
        (EMPTY.replace('"m"', "1e999").encode(), "number out of range"),
        (
            EMPTY.replace('"m"', "9" * 5000).encode(),
            "graphs.main.name: expected `str`|out of range",
        ),
        (b'{"version": 1, "a": ' + b"[" * 100_000, "nested too deeply"),
        (
            main(layers={"l1": {"type": "D", "name": "d", "config": {"a": 0}}}).replace(
                b'"a": 0', b'"a": ' + b"[" * 200 + b"]" * 200
            ),
            "nested too deeply",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(data, message):
    with pytest.raises(FileError, match=message) as raised:
        loads(data, "mine.kgraph")
    assert str(raised.value).startswith("'mine.kgraph' cannot be opened: ")


def test_a_mark_in_front_of_the_text_is_nothing():
    assert loads(b"\xef\xbb\xbf" + EMPTY.encode(), "x") == new_project("m")


def test_fields_that_are_not_known_are_passed_over():
    text = EMPTY.replace('"version": 1', '"version": 1, "more": {"a": [1]}')
    assert loads(text.encode(), "x") == new_project("m")


def test_an_operation_that_is_not_known_stays_as_it_is():
    layer = {"type": "Quux", "name": "q", "config": {"a": {"b": [1, {"c": None}]}}}
    nodes = {
        "n1": {"layer": "l1"},
        "n2": {"layer": "l1", "inputs": {"any": [["n1", 3]]}, "constants": {"z": 1}},
    }
    project = loads(main(layers={"l1": layer}, nodes=nodes), "x")
    again = json.loads(dumps(project))["graphs"]["main"]
    assert again["layers"] == {"l1": layer}
    assert again["nodes"] == nodes


def test_next_id_is_above_every_id():
    project = loads(
        main(next_id=1, layers={"l7": LAYER["l1"]}, nodes={"n5": {"layer": "l7"}}), "x"
    )
    assert project.main.next_id == 8


def test_ids_need_not_be_numbered():
    project = loads(
        main(layers={"first": LAYER["l1"]}, nodes={"n²": {"layer": "first"}}), "x"
    )
    assert project.main.next_id == 1


def test_a_file_without_positions_is_laid_out():
    nodes = {
        "n1": {"layer": "l1"},
        "n2": {"layer": "l1", "inputs": {"inputs": [["n1"]]}},
    }
    positions = loads(main(layers=LAYER, nodes=nodes), "x").main.positions
    assert positions["n1"][1] < positions["n2"][1]


def test_positions_of_nodes_that_are_gone_are_dropped():
    text = json.loads(EMPTY) | {"canvas": {"main": {"positions": {"n1": [1, 2]}}}}
    assert loads(json.dumps(text).encode(), "x").main.positions == {}


def test_what_is_further_out_than_a_canvas_shows_is_brought_near():
    box = {"x": -1e308, "y": 0, "width": 1e300, "height": 50}
    canvas = {
        "positions": {"n1": [1e308, -1e300]},
        "frames": {"f3": {"title": "a", **box}},
        "notes": {"t4": {"text": "b", **box, "color": "blue"}},
    }
    document = json.loads(main(layers=LAYER, nodes={"n1": {"layer": "l1"}}))
    graph = loads(
        json.dumps({**document, "canvas": {"main": canvas}}).encode(), "a"
    ).main
    far = reading.FARTHEST
    assert graph.positions == {"n1": (far, -far)}
    assert graph.frames == {"f3": Frame("f3", "a", -far, 0, far, 50)}
    assert graph.notes == {"t4": Note("t4", "b", -far, 0, far, 50, "blue")}


def test_what_is_collapsed_but_gone_is_dropped():
    text = json.loads(EMPTY) | {"canvas": {"main": {"collapsed": ["n1"]}}}
    assert loads(json.dumps(text).encode(), "x").main.collapsed == frozenset()


BOX = {"x": 0, "y": 0, "width": 90, "height": 80}


def canvas(**sections: object) -> bytes:
    """The text of a file whose main graph has these sections on its canvas."""
    return json.dumps(json.loads(EMPTY) | {"canvas": {"main": sections}}).encode()


def test_next_id_is_above_those_of_frames_and_notes():
    notes = {"t9": {"text": "a", **BOX}}
    frames = {"f8": {"title": "a", **BOX}}
    assert loads(canvas(notes=notes, frames=frames), "x").main.next_id == 10


def test_a_note_that_has_a_frames_id_is_refused():
    data = canvas(notes={"a": {"text": "", **BOX}}, frames={"a": {"title": "", **BOX}})
    with pytest.raises(FileError, match=r"canvas.main.notes: .* Received: 'a'"):
        loads(data, "x")


@pytest.mark.parametrize(("section", "field"), [("notes", "text"), ("frames", "title")])
def test_a_frame_or_note_that_is_wrong_is_named(section, field):
    data = canvas(**{section: {"a": {**BOX, field: 1}}})
    with pytest.raises(FileError, match=f"canvas.main.{section}.a.{field}: expected"):
        loads(data, "x")


def test_an_older_file_is_migrated_step_by_step(monkeypatch):
    def name_graphs(raw):
        return raw | {"graphs": {"main": {"title": "old"}}}

    def rename_title(raw):
        return raw | {"graphs": {"main": {"name": raw["graphs"]["main"]["title"]}}}

    monkeypatch.setattr(reading, "VERSION", 3)
    monkeypatch.setattr(reading, "MIGRATIONS", {1: name_graphs, 2: rename_title})
    assert loads(b'{"version": 1}', "x") == new_project("old")
    assert loads(
        b'{"version": 2, "graphs": {"main": {"title": "b"}}}', "x"
    ) == new_project("b")


def test_an_older_file_that_is_damaged_is_said_to_be(monkeypatch):
    monkeypatch.setattr(reading, "VERSION", 2)
    monkeypatch.setattr(reading, "MIGRATIONS", {1: lambda raw: raw["missing"]})
    with pytest.raises(FileError, match=r"from version 1 to 2 .*missing"):
        loads(b'{"version": 1}', "x")


@pytest.mark.parametrize(
    ("called", "rule"), [("loop", "no-recursion"), ("gone", "known-submodels")]
)
def test_submodels_that_cannot_be_are_opened_and_told(called, rule):
    loop, _ = edits.add(Graph("loop", "loop"), f"graph:{called}")
    main, _ = edits.add(new_project().main, "graph:loop")
    project = Project({"main": main, "loop": loop})
    opened = loads(dumps(project), "loop.kgraph")
    assert opened == project
    assert rule in {p.rule for p in check(opened)}

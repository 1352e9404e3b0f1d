"""Every field of a drawing comes along, wherever drawings are carried.

Whoever adds a field has to give it a value in `FULL`, and is told then which of these
places forgets it.
"""

from typing import Any

import msgspec
import pytest
from msgspec.structs import fields, replace

from kgraph.document import edits, files
from kgraph.document.comparing import compare
from kgraph.document.copying import bundles
from kgraph.document.graph import Frame, Graph, Layer, Node, Note, Source
from kgraph.document.merge import merge
from kgraph.document.project import MAIN, Project
from kgraph.document.submodels import detach, inline

FULL_LAYER = Layer(
    "l2", "Dense", "dense", {"units": 3}, "old/dense", {"module": "somewhere"}
)
FULL_NODE = Node(
    "n2", "l2", {"inputs": (Source("n1"),)}, {"training": False}, positional=0
)
FULL = Graph(
    id="g1",
    name="part",
    next_id=9,
    layers={
        "l1": Layer("l1", "Input", "input", {"shape": [4]}),
        "l2": FULL_LAYER,
        "l3": Layer("l3", "Output", "output"),
    },
    nodes={
        "n1": Node("n1", "l1"),
        "n2": FULL_NODE,
        "n3": Node("n3", "l3", {"inputs": (Source("n2"),)}),
    },
    positions={"n1": (0.0, 0.0), "n2": (200.0, 0.0), "n3": (400.0, 0.0)},
    frames={"f4": Frame("f4", "all", -10.0, -10.0, 900.0, 300.0)},
    notes={"t5": Note("t5", "why", 0.0, 500.0, 90.0, 90.0)},
    collapsed=frozenset({"n2"}),
    is_sequential=True,
    trainable=False,
    inputs={"input": "l1"},
    outputs=["l3"],
)
NAMED = {"id", "name"}  # what a copy cannot have in common with its original
NOT_TOLD = {"id", "next_id"}  # what no comparison and no merge has words for


def project(graph: Graph = FULL) -> Project:
    """A project that calls the graph twice, with trained weights."""
    main = Graph(MAIN, "model")
    for name in ("one", "two"):
        main, _ = edits.add(main, f"graph:{graph.id}", name=name)
    return Project({MAIN: main, graph.id: graph}, weights="model.weights.npz")


def without(value: msgspec.Struct, names: set[str]) -> dict[str, Any]:
    return {k: v for k, v in msgspec.structs.asdict(value).items() if k not in names}


@pytest.mark.parametrize("full", [FULL, FULL_LAYER, FULL_NODE], ids=["graph", "layer", "node"])  # fmt: skip
def test_no_field_of_the_full_ones_has_its_default(full: msgspec.Struct):
    for field in fields(full):
        usual = None if field.default is msgspec.NODEFAULT else field.default
        if field.default_factory is not msgspec.NODEFAULT:
            usual = field.default_factory()
        assert getattr(full, field.name) != usual, f"give {field.name} a value in FULL"


def test_a_file_holds_all_fields():
    assert files.loads(files.dumps(project()), "a.kgraph") == project()


def test_a_bundle_holds_all_fields():
    whole = bundles.extract(project(), "g1")
    assert without(whole.main, {"id"}) == without(FULL, {"id"})
    within = bundles.extract(project(), MAIN)
    assert within.graphs["g1"] == FULL
    taken, id = bundles.absorb(
        replace(project(), graphs={MAIN: Graph(MAIN, "")}), whole
    )
    assert without(taken.graphs[id], NAMED) == without(FULL, NAMED)


def test_a_detached_definition_has_all_fields():
    before = project()
    after = detach(before, MAIN, next(iter(before.main.nodes)))
    (copy,) = (g for id, g in after.graphs.items() if id not in before.graphs)
    assert without(copy, NAMED) == without(FULL, NAMED)


@pytest.mark.parametrize("place", ["paste", "inline"])
def test_a_copied_layer_and_its_call_have_all_fields(place: str):
    if place == "paste":
        bundle = bundles.extract(project(), "g1", ["n2"])
        after, (node,) = bundles.paste(project(), MAIN, bundle)
    else:
        after, (node,) = inline(project(), MAIN, next(iter(project().main.nodes)))
    copy = after.main.nodes[node]
    others = {"id", "layer", "inputs"}  # the edges led to what is not copied
    assert without(copy, others) == without(FULL_NODE, others)
    assert without(after.main.layers[copy.layer], NAMED) == without(FULL_LAYER, NAMED)
    assert node in after.main.collapsed


def changed(kind: type[msgspec.Struct], name: str) -> Project:
    """The project with the default for one field of the graph, its layer or its call."""

    def usual(value: msgspec.Struct) -> Any:
        field = next(f for f in fields(value) if f.name == name)
        if field.default_factory is not msgspec.NODEFAULT:
            return replace(value, **{name: field.default_factory()})
        is_required = field.default is msgspec.NODEFAULT
        return replace(value, **{name: "Add" if is_required else field.default})

    if name == "positions":  # a node that has none stands somewhere all the same
        return project(edits.move(FULL, {"n2": (7.0, 7.0)}))
    if kind is Graph:
        return project(usual(FULL))
    if kind is Layer:
        return project(replace(FULL, layers={**FULL.layers, "l2": usual(FULL_LAYER)}))
    return project(replace(FULL, nodes={**FULL.nodes, "n2": usual(FULL_NODE)}))


ONE_FIELD = [
    (kind, field.name)
    for kind, ids in ((Graph, {"layers", "nodes"}), (Layer, set()), (Node, {"layer"}))
    for field in fields(kind)
    if field.name not in NOT_TOLD | ids
]


@pytest.mark.parametrize(("kind", "name"), ONE_FIELD)
def test_a_comparison_tells_of_every_field(kind: type[msgspec.Struct], name: str):
    assert not compare(project(), changed(kind, name)).is_equal


@pytest.mark.parametrize(("kind", "name"), ONE_FIELD)
def test_a_merge_takes_every_field_from_the_side_that_changed_it(
    kind: type[msgspec.Struct], name: str
):
    base, theirs = project(), changed(kind, name)
    mine = replace(base, graphs={**base.graphs, MAIN: replace(base.main, name="mine")})
    for merged in (merge(base, mine, theirs), merge(base, theirs, mine)):
        assert merged.project.graphs["g1"] == theirs.graphs["g1"]
        assert merged.project.main.name == "mine"
    own = replace(base.graphs["g1"], notes={})
    if (kind, name) != (Graph, "notes"):
        mine = replace(base, graphs={**base.graphs, "g1": own})
        expected = replace(theirs.graphs["g1"], notes={})
        assert merge(base, mine, theirs).project.graphs["g1"] == expected

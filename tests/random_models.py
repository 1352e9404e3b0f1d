"""Hypothesis strategies for drawings that are models: `from random_models import models`."""

from hypothesis import assume
from hypothesis import strategies as st
from sketch import Sketch

from kgraph.document import edits
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.order import ancestors, descendants
from kgraph.document.project import Project

WIDTH = 4
NAMES = st.sampled_from(
    ["dense", "add", "max", "Left half", "l", "größe", "ops", "class", "x", "2x", "a-b"]
)
INITIALIZERS = st.sampled_from(
    ["he_normal", {"class_name": "HeNormal", "config": {"seed": 7}}]
)


@st.composite
def models(draw: st.DrawFn, max_nodes: int = 12) -> Project:
    """A project whose graphs can be built: vectors of one width all over."""
    depth = draw(st.integers(0, 2))
    inner: Sketch | None = None
    submodels = []
    for level in range(depth):
        inner = draw(_sketches(f"g{level}", inner, max_nodes // 3))
        submodels.append(inner)
    return draw(_sketches("main", inner, max_nodes)).project(*submodels)


@st.composite
def parts(draw: st.DrawFn, graph: Graph) -> set[str]:
    """Nodes that can become one: what lies between some, with all calls of a layer."""
    inner = [
        id for id in graph.nodes if graph.layer_of(id).type not in ("Input", "Output")
    ]
    assume(inner)
    part: set[str] = set()
    wanted = draw(st.sets(st.sampled_from(inner), min_size=1, max_size=3))
    while wanted != part:
        part = wanted
        between = descendants(graph, part) & ancestors(graph, part)
        wanted = {c for id in between for c in graph.calls[graph.nodes[id].layer]}
    return part


@st.composite
def _sketches(draw: st.DrawFn, id: str, inner: Sketch | None, max_nodes: int) -> Sketch:
    sketch = Sketch(draw(st.sampled_from(["model", "My net", "encoder"])), id)
    tensors: list[str | tuple[str, int]] = [
        sketch.add("Input", name=draw(st.none() | NAMES), shape=[WIDTH])
        for _ in range(draw(st.integers(1, 2)))
    ]
    for _ in range(draw(st.integers(1, max_nodes))):
        tensors += draw(_calls(sketch, tensors, inner))
    for _ in range(draw(st.integers(1, 2))):
        sketch.output(draw(st.sampled_from(tensors)), draw(st.none() | NAMES))
    return sketch


@st.composite
def _calls(
    draw: st.DrawFn,
    sketch: Sketch,
    tensors: list[str | tuple[str, int]],
    inner: Sketch | None,
) -> list[str | tuple[str, int]]:
    x, y = draw(st.sampled_from(tensors)), draw(st.sampled_from(tensors))
    name = draw(st.none() | NAMES)
    dense = {"units": WIDTH, "kernel_initializer": draw(INITIALIZERS)}
    kinds = ["Dense", "Dropout", "Add", "relu", "add", "scale", "shared", "concat"]
    match draw(st.sampled_from([*kinds, *(["submodel"] if inner else [])])):
        case "Dense":
            return [sketch.add("Dense", x, name=name, **dense)]
        case "Dropout":
            training = {"training": True} if draw(st.booleans()) else {}
            return [sketch.add("Dropout", x, name=name, constants=training, rate=0.5)]
        case "Add":
            return [sketch.add("Add", x, y, name=name)]
        case "relu":
            return [sketch.add("ops.relu", x, name=name)]
        case "add":
            return [sketch.add("ops.add", x, y, name=name)]
        case "scale":
            return [sketch.add("ops.multiply", x, name=name, constants={"x2": 2.0})]
        case "shared":
            first = sketch.add("Dense", x, name=name, **dense)
            return [first, sketch.again(first, y)]
        case "concat":
            both = sketch.add("Concatenate", x, y)
            return [sketch.add("Dense", both, **dense)]
        case _:
            return _call_submodel(sketch, inner, x, y)


def _call_submodel(
    sketch: Sketch, inner: Sketch, *tensors: str | tuple[str, int]
) -> list[str | tuple[str, int]]:
    sketch.graph, node = edits.add(sketch.graph, f"graph:{inner.graph.id}")
    for number, port in enumerate(inner.graph.of_type("Input")):
        tensor = tensors[number % 2]
        source = Source(tensor) if isinstance(tensor, str) else Source(*tensor)
        name = inner.graph.layers[port.layer].name
        sketch.graph = edits.connect(sketch.graph, source, Port(node, name))
    outputs = len(inner.graph.of_type("Output"))
    return [(node, output) for output in range(outputs)]

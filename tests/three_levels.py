"""A drawing whose parts become submodels of submodels, with weights shared across."""

from sketch import Sketch

from kgraph.document import edits
from kgraph.document.graph import Port, Source
from kgraph.document.project import Project
from kgraph.document.submodels import make_submodel
from kgraph.modeling import infer


def flat() -> Sketch:
    """One picture through a stem and two blocks; a Dense is called in both halves."""
    s = Sketch("twins")
    image = s.add("Input", name="image", shape=[8])
    stem = s.add("Dense", image, name="stem", units=8)
    mix = s.add("Dense", stem, name="mix", units=8, activation="relu")
    again = s.again(mix, mix)
    norm = s.add("BatchNormalization", again, name="norm")
    added = s.add("Add", norm, stem, name="added")
    s.add("Dense", added, name="code", units=3)
    s.add("Dense", added, name="spread", units=3)
    return s


def nested() -> Project:
    """The same, as `block` in `encoder`, which is called twice, with a head behind.

    The Dense `mix` is called twice in the block, and so by each call of the encoder.
    """
    s = flat()
    ids = {s.graph.layer_of(id).name: id for id in s.graph.nodes}
    inner = [id for id in s.graph.nodes if s.graph.layer_of(id).name in ("mix", "norm")]
    project, block = _made(s.project(), [*inner, ids["added"]], "block")
    whole = [ids["stem"], block, ids["code"], ids["spread"]]
    project, encoder = _made(project, whole, "encoder")
    graph, other = edits.add(project.main, "Input", name="other", config={"shape": [8]})
    graph, twin = edits.call(graph, graph.nodes[encoder].layer)
    graph = edits.connect(graph, Source(other), Port(twin, "image"))
    for type, name, output in (("Concatenate", "codes", 0), ("Subtract", "gap", 1)):
        graph, joined = edits.add(graph, type, name=name)
        for at, call in enumerate((encoder, twin)):
            port = Port(joined, "inputs", at)
            graph = edits.connect(graph, Source(call, output), port)
        graph, end = edits.add(graph, "Output", name=f"{name}_end")
        graph = edits.connect(graph, Source(joined), Port(end, "inputs"))
    return Project({**project.graphs, "main": graph})


def _made(project: Project, nodes: list[str], name: str) -> tuple[Project, str]:
    return make_submodel(project, "main", nodes, name, infer(project))

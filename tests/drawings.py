"""Small drawings that learn from data which is at hand everywhere."""

from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.project import (
    Binding,
    Data,
    DataSource,
    Project,
    Split,
    new_project,
)

CLASSES = {"class_name": "SparseCategoricalCrossentropy", "config": {}}
ACCURACY = {"class_name": "SparseCategoricalAccuracy", "config": {"name": "accuracy"}}


def add(graph: Graph, type: str, name: str, *sources: str, **config: object) -> Graph:
    """Adds a layer of that name, fed by the layers of these names."""
    graph, node = edits.add(graph, type)
    layer = graph.nodes[node].layer
    graph = edits.rename(graph, layer, name)
    for parameter, value in config.items():
        graph = edits.set_parameter(graph, layer, parameter, value)
    by_name = {graph.layer_of(id).name: id for id in graph.nodes}
    for index, source in enumerate(sources):
        argument = "arrays" if type == "ops.concatenate" else "inputs"
        if type == "Normalization":
            argument = "inputs"
        target = Port(node, argument, index)
        graph = edits.connect(graph, Source(by_name[source]), target)
    return graph


def add_dense(graph: Graph) -> Graph:
    """Adds a Dense as a click does, without an edge or a setting."""
    return edits.add(graph, "Dense")[0]


def with_data(graph: Graph, source: str, **bindings: Binding) -> Project:
    """Returns a project that learns from a built-in source, bound by layers' names."""
    ids = {layer.name: layer.id for layer in graph.layers.values()}
    data = Data(
        source=DataSource("builtin", source),
        bindings={ids[name]: binding for name, binding in bindings.items()},
        split=Split(),
    )
    return replace(new_project(), graphs={"main": graph}, data=data)


def training(project: Project, **settings: object) -> Project:
    """Returns the project with other training settings."""
    return replace(project, training=replace(project.training, **settings))


def digits(units: int = 32, classes: int = 10) -> Project:
    """A small classifier of digits."""
    graph = new_project("digits").main
    graph = add(graph, "Input", "image", shape=[8, 8])
    graph = add(graph, "Flatten", "flatten", "image")
    graph = add(graph, "Dense", "hidden", "flatten", units=units, activation="relu")
    graph = add(graph, "Dense", "scores", "hidden", units=classes, activation="softmax")
    graph = add(graph, "Output", "digit", "scores", loss=CLASSES, metrics=[ACCURACY])
    project = with_data(
        graph,
        "digits",
        image=Binding(("image",), scaling="minmax"),
        digit=Binding(("digit",)),
    )
    return training(project, epochs=2, batch_size=64)

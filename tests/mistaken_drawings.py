"""Small drawings to make mistakes in."""

from msgspec.structs import replace
from sketch import Sketch

from kgraph.document.project import Binding, Data, DataSource, Project


def chain(shape, *layers, **output):
    s = Sketch()
    node = s.add("Input", shape=list(shape))
    for type, config in layers:
        node = s.add(type, node, **config)
    s.output(node, **(output or {"loss": "mse"}))
    return s.project()


def merged(type, one, other, **config):
    s = Sketch()
    nodes = [s.add("Input", shape=list(shape)) for shape in (one, other)]
    s.output(s.add(type, *nodes, **config), loss="mse")
    return s.project()


def bound(project: Project, **binding: object) -> Project:
    graph = project.main
    ends = {layer.type: layer.id for layer in graph.layers.values()}
    bindings = {
        ends["Input"]: Binding(("image",)),
        ends["Output"]: Binding(("label",), **binding),
    }
    data = Data(source=DataSource("npz", "digits.npz"), bindings=bindings)
    return replace(project, data=data)


def digits(*layers, **output):
    return bound(chain((28, 28, 1), *layers, **output))


def lonely(*placed):
    """Places layers that have no edges but those that are asked for."""
    s = Sketch()
    ids = []
    for type, sources, config in placed:
        ids.append(s.add(type, *(ids[i] for i in sources), **config))
    return s.project()


def branches(type: str) -> Project:
    s = Sketch()
    image = s.add("Input", shape=[32, 32, 16])
    conv = s.add("Conv2D", image, filters=32, kernel_size=3, strides=2)
    s.output(s.add(type, conv, image), loss="mse")
    return s.project()


def valid(type: str) -> Project:
    s = Sketch()
    image = s.add("Input", shape=[32, 32, 16])
    conv = s.add("Conv2D", image, filters=16, kernel_size=3)
    s.output(s.add(type, conv, image), loss="mse")
    return s.project()

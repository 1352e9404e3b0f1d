"""Small drawings that converters to other formats have trouble with, or had."""

from sketch import Sketch

from kgraph.document.project import Project


def of_one(
    type: str, shape: tuple[int | None, ...] = (4,), **config: object
) -> Project:
    """A model of one layer."""
    s = Sketch("single")
    dtype = config.pop("dtype", "float32")
    x = s.add("Input", shape=list(shape), dtype=dtype, name="x")
    s.output(s.add(type, x, **config), name="y")
    return s.project()


def classifier() -> Project:
    """A small CNN with layers that act otherwise in training."""
    s = Sketch("classifier")
    x = s.add("Input", shape=[8, 8, 1], name="image")
    x = s.add("Conv2D", x, filters=4, kernel_size=3, activation="relu")
    x = s.add("MaxPooling2D", s.add("BatchNormalization", x))
    x = s.add("Flatten", s.add("Dropout", x, rate=0.5))
    s.output(s.add("Dense", x, units=10, activation="softmax"), name="digit")
    return s.project()


def twins() -> Project:
    """Two inputs and two outputs, whose names do not come in the order of letters."""
    s = Sketch("twins")
    left = s.add("Dense", s.add("Input", shape=[3], name="zebra"), units=4)
    right = s.add("Dense", s.add("Input", shape=[2], name="ant"), units=4)
    x = s.add("Subtract", left, right)
    s.output(s.add("Dense", x, units=2), name="zeta")
    s.output(s.add("Dense", x, units=1), name="alpha")
    return s.project()


def awkward() -> Project:
    """Names that are no names elsewhere."""
    s = Sketch("awkward")
    left = s.add("Input", shape=[3], name="my größe")
    right = s.add("Input", shape=[3], name="2nd-one")
    s.output(s.add("Subtract", left, right), name="the result")
    return s.project()


def augmented() -> Project:
    """Layers that must leave a sample as it is."""
    s = Sketch("augmented")
    x = s.add("RandomFlip", s.add("Input", shape=[8, 8, 1], name="image"))
    x = s.add("GaussianNoise", s.add("RandomRotation", x, factor=0.3), stddev=0.3)
    s.output(s.add("Flatten", x), name="same")
    return s.project()


def pair() -> Project:
    """A submodel that is called twice, and an op."""
    inner = Sketch("tower", id="tower")
    x = inner.add("Input", shape=[3], name="x")
    inner.output(inner.add("Dense", x, units=2, name="features"))
    s = Sketch("pair")
    left, right = (s.add("Input", shape=[3], name=name) for name in ("b", "a"))
    one = s.add("graph:tower", name="tower", at={"x": [left]})
    two = s.again(one, at={"x": [right]})
    s.output(s.add("ops.subtract", one, two), name="apart")
    return s.project(inner)


def series() -> Project:
    """A recurrent layer over a fixed number of steps."""
    s = Sketch("series")
    x = s.add("LSTM", s.add("Input", shape=[6, 2], name="steps"), units=3)
    s.output(s.add("Dense", x, units=1), name="next")
    return s.project()


def words() -> Project:
    """A recurrent layer over any number of steps, with a mask."""
    s = Sketch("words")
    x = s.add("Input", shape=[None], dtype="int32", name="text")
    x = s.add("Embedding", x, input_dim=7, output_dim=4, mask_zero=True)
    x = s.add("GRU", x, units=3)
    s.output(s.add("Dense", x, units=1), name="mood")
    return s.project()


def activated() -> Project:
    """The exact GELU and a CELU, whose erfc and expm1 tf2onnx does not know."""
    s = Sketch("activated")
    x = s.add("Input", shape=[4], name="x")
    x = s.add("Dense", x, units=5, activation="gelu")
    s.output(s.add("Dense", x, units=3, activation="celu"), name="y")
    return s.project()


def grouped() -> Project:
    """A convolution in groups."""
    return of_one("Conv2D", (8, 8, 4), filters=6, kernel_size=3, groups=2)


def normalized() -> Project:
    """Numbers that are scaled and sorted into bins."""
    s = Sketch("normalized")
    x = s.add("Input", shape=[3], name="x")
    scaled = s.add("Normalization", x, mean=[1.0, 2.0, 3.0], variance=[1.0, 4.0, 9.0])
    s.output(scaled, name="scaled")
    s.output(s.add("Discretization", x, bin_boundaries=[-1.0, 0.0]), name="bin")
    return s.project()


def looked_up() -> Project:
    """A table of words."""
    return of_one("StringLookup", (3,), dtype="string", vocabulary=["the", "fox"])


def preprocessed() -> Project:
    """All that lookups and bins need."""
    s = Sketch("preprocessed")
    text = s.add("Input", shape=[3], dtype="string", name="text")
    number = s.add("Input", shape=[3], name="number")
    word = s.add("StringLookup", text, vocabulary=["the", "fox"])
    s.output(word, name="word")
    s.output(s.add("Discretization", number, bin_boundaries=[-1.0, 0.0]), name="bin")
    return s.project()

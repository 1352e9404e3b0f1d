import inspect
from typing import Any

import pytest

from kgraph import catalog
from kgraph.catalog import OperationSpec
from kgraph.modeling.introspect import catalogue, docstrings
from kgraph.modeling.introspect.operations import evidence
from kgraph.resources import resource

LAYERS = catalog.load().entries["layer"]
OPS = catalog.load().entries["op"]
OBJECTS = [
    spec
    for kind in (
        "layer",
        "initializer",
        "regularizer",
        "constraint",
        "loss",
        "metric",
        "optimizer",
        "schedule",
    )
    for spec in catalog.load().all(kind)
    if spec.module.startswith("keras.")
]

# Keras asks these for one of two parameters, each optional.
ONE_OF_TWO = ("CategoryEncoding", "Discretization")


def thing(spec: OperationSpec) -> Any:
    import keras

    found: Any = keras
    for part in f"{spec.module}.{spec.name.rpartition('.')[2]}".split(".")[1:]:
        found = getattr(found, part)
    return found


def kinds(spec: OperationSpec) -> dict[str, str]:
    return {p.name: p.kind for p in spec.parameters}


def ports(name: str) -> list[str]:
    return [
        ("*" if p.variadic else "")
        + p.name
        + ("[]" if p.many else "")
        + ("?" if p.optional else "")
        for p in catalog.load().operation(name).inputs
    ]


def test_the_committed_catalogue_is_that_of_the_installed_keras() -> None:
    assert catalogue() == resource("catalog.json").read_bytes(), (
        "run `python -m kgraph.modeling.introspect`"
    )


def test_every_public_layer_is_listed_once() -> None:
    import keras

    public = {
        cls
        for cls in vars(keras.layers).values()
        if inspect.isclass(cls) and issubclass(cls, keras.Layer)
    }
    public -= {keras.layers.Layer, keras.layers.Wrapper, keras.layers.InputLayer}
    listed = [thing(s) for s in LAYERS.values() if s.module == "keras.layers"]
    assert set(listed) == public
    assert len(listed) == len(public)


@pytest.mark.parametrize("spec", OBJECTS, ids=lambda s: f"{s.kind}-{s.name}")
def test_parameters_are_arguments_that_the_class_takes(spec: OperationSpec) -> None:
    """All parameters with a default, given that default, construct the object."""
    arguments = inspect.signature(thing(spec).__init__).parameters
    takes_more = any(a.kind is a.VAR_KEYWORD for a in arguments.values())
    for parameter in spec.parameters:
        assert parameter.name in arguments or takes_more
        if parameter.name in arguments:
            required = arguments[parameter.name].default is inspect.Parameter.empty
            assert parameter.required == required


@pytest.mark.parametrize(
    "spec",
    [
        s
        for s in OBJECTS
        if not any(p.required for p in s.parameters) and s.name not in ONE_OF_TWO
    ],
    ids=lambda s: f"{s.kind}-{s.name}",
)
def test_what_is_optional_can_be_set_to_its_default(spec: OperationSpec) -> None:
    lists = {p.name: p.default for p in spec.parameters}
    tuples = {k: _tuples(v) for k, v in lists.items()}
    thing(spec)(**tuples)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(v) for v in value) if isinstance(value, list) else value


def test_every_layer_says_whether_it_is_trainable_and_of_which_dtype() -> None:
    # These throw away what they are told.
    deaf = {"IntegerLookup", "StringLookup", "HashedCrossing"}
    for name, spec in LAYERS.items():
        arguments = (
            inspect.signature(thing(spec).__init__).parameters
            if spec.module == "keras.layers"
            else {}
        )
        if (
            any(a.kind is a.VAR_KEYWORD for a in arguments.values())
            and name not in deaf
        ):
            assert {"trainable", "dtype"} <= set(kinds(spec)), name


def test_kinds_of_parameters() -> None:
    dense = kinds(LAYERS["Dense"])
    assert dense["units"] == "integer"
    assert dense["activation"] == "object"
    assert dense["use_bias"] == "boolean"
    assert dense["kernel_initializer"] == "object"
    assert dense["dtype"] == "dtype"
    assert "name" not in dense
    conv = kinds(LAYERS["Conv2D"])
    assert conv["kernel_size"] == "shape"
    assert conv["padding"] == "choice"
    assert kinds(LAYERS["Dropout"])["rate"] == "float"
    assert kinds(LAYERS["Bidirectional"])["layer"] == "layer"
    assert kinds(LAYERS["RandomRotation"])["factor"] == "numbers"
    assert kinds(LAYERS["Lambda"])["function"] == "function"
    assert LAYERS["Lambda"].needs_code
    rate = catalog.load().find("optimizer", "Adam").parameter("learning_rate")
    assert (rate.kind, rate.takes, rate.default) == ("float", ("schedule",), 0.001)


def test_choices_and_nested_kinds() -> None:
    conv = LAYERS["Conv1D"]
    assert conv.parameter("padding").choices == ("valid", "same", "causal")
    assert conv.parameter("kernel_initializer").takes == ("initializer",)
    assert conv.parameter("data_format").nullable
    assert LAYERS["LSTM"].parameter("zero_output_for_mask").kind == "boolean"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dense", ["inputs"]),
        ("Add", ["inputs[]"]),
        (
            "MultiHeadAttention",
            [
                "query",
                "value",
                "key?",
                "query_mask?",
                "value_mask?",
                "key_mask?",
                "attention_mask?",
            ],
        ),
        ("LSTM", ["sequences", "initial_state[]?", "mask?"]),
        ("ops.multiply", ["x1", "x2"]),
        ("ops.clip", ["x"]),
        ("ops.conv", ["inputs", "kernel"]),
        ("ops.concatenate", ["xs[]"]),
        ("ops.einsum", ["*operands[]"]),
        ("ops.where", ["condition", "x1?", "x2?"]),
        ("ops.reshape", ["x"]),
        ("ops.isclose", ["x1", "x2"]),
        ("ops.abs", ["x"]),
        ("ops.image.resize", ["images"]),
    ],
)
def test_ports(name: str, expected: list[str]) -> None:
    assert ports(name) == expected


@pytest.mark.parametrize(
    ("name", "outputs"),
    [
        ("Dense", 1),
        ("LSTM", None),
        ("MultiHeadAttention", None),
        ("ops.add", 1),
        ("ops.split", None),
        ("ops.top_k", 2),
    ],
)
def test_number_of_outputs(name: str, outputs: int | None) -> None:
    assert catalog.load().operation(name).outputs == outputs


def test_functions_without_a_symbolic_tensor_are_no_ops() -> None:
    for name in ("zeros", "eye", "shape", "is_tensor", "dtype", "bartlett"):
        assert f"ops.{name}" not in OPS


def test_every_op_on_one_tensor_takes_a_symbolic_one_and_gives_what_it_says() -> None:
    import keras

    inputs = [
        keras.KerasTensor(shape, dtype=dtype)
        for shape in ((4, 4), (2, 3, 4, 4), (2, 4, 4, 3), (4,))
        for dtype in ("float32", "int32", "complex64")
    ]
    silent = []
    for name, spec in OPS.items():
        plain = len(spec.inputs) == 1 and not spec.inputs[0].many
        if plain and not any(p.required for p in spec.parameters):
            given = _first_answer(thing(spec), inputs)
            count = len(given) if isinstance(given, list | tuple) else 1
            if given is None:
                silent.append(name)
            else:
                assert spec.outputs in (None, count), name
    # These ask for one of several parameters, each optional.
    assert silent == ["ops.multi_hot", "ops.image.crop_images", "ops.image.pad_images"]


def _first_answer(function: Any, inputs: list[Any]) -> Any:
    for tensor in inputs:
        try:
            return function(tensor)
        except (ValueError, TypeError, RuntimeError, AttributeError, IndexError):
            continue
    return None


def test_the_source_of_an_op_is_evidence() -> None:
    import keras

    clip = evidence(keras.ops.clip)
    assert clip.operation.__name__ == "Clip"
    assert clip.called == ("x",)
    assert evidence(keras.ops.abs).operation.__name__ == "Absolute"
    assert evidence(keras.ops.zeros) is None


def test_a_docstring_comes_apart() -> None:
    def function() -> None:
        """Does it.

        At some length.

        Args:
            x: The first,
                on two lines.
            y: `"a"` or `"b"`.

        Returns:
            Nothing.
        """

    text = docstrings.read(function)
    assert text.summary == "Does it."
    assert text.body == "At some length."
    assert text.arguments == {"x": "The first, on two lines.", "y": '`"a"` or `"b"`.'}


def test_axes_that_are_letters_are_text() -> None:
    bias_axes = LAYERS["EinsumDense"].parameter("bias_axes")
    assert (bias_axes.kind, bias_axes.nullable) == ("text", True)

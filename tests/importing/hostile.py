"""Makes files that try to harm whoever opens them; none of it leaves the test.

Each maker writes one file. What would run, if anything did, makes the file `CANARY`
in the folder that the environment names.
"""

from importing.hostile_configs import (
    circle,
    dead_switch,
    lambda_bytecode,
    legacy_function,
    legacy_lambda,
    nested_model,
    pickled,
    reversed_chain,
    torch_wrapper,
    vectorized_map,
    vocabulary,
)
from importing.hostile_files import (
    CONTAINERS,
)
from importing.hostile_parts import (
    Hostile,
    called,
    dense_model,
    json_file,
    keras_file,
    keras_function,
    keras_object,
    layer,
    model_of,
    tensor,
    text_file,
    weights,
    written,
)

_HERE = "not here"
FILES: dict[str, Hostile] = {
    # Code in the config.
    "lambda bytecode": Hostile(lambda_bytecode, True, "Lambda is never opened"),
    "lambda in legacy HDF5": Hostile(legacy_lambda, True, "Lambda is never opened"),
    "function as a legacy class": Hostile(legacy_function, True, _HERE),
    "class of os": Hostile(model_of(layer("bad", "system", {}, "os")), True, _HERE),
    "class of subprocess": Hostile(
        model_of(layer("bad", "Popen", {"args": ["id"]}, "subprocess")), True, _HERE
    ),
    "function as a layer": Hostile(
        model_of(layer("bad", "function", "get_file", "keras.utils")), True, _HERE
    ),
    "registered under another name": Hostile(
        model_of(layer("bad", "Dense", {"units": 1}, registered_name="evil>Dense")),
        True,
        _HERE,
    ),
    "private class of Keras": Hostile(
        model_of(layer("bad", "DiskIOStore", {}, "keras.src.saving.saving_lib")),
        True,
        _HERE,
    ),
    "get_file as activation": Hostile(
        model_of(dense_model(activation=keras_function("keras.utils", "get_file"))),
        True,
        _HERE,
    ),
    "system as activation": Hostile(
        model_of(dense_model(activation=keras_function("os", "system"))), True, _HERE
    ),
    "lambda as activation": Hostile(
        model_of(
            dense_model(
                activation={"class_name": "__lambda__", "config": {"value": "x"}}
            )
        ),
        True,
        _HERE,
    ),
    "class of os as initializer": Hostile(
        model_of(dense_model(kernel_initializer=keras_object("os", "Zeros"))),
        True,
        _HERE,
    ),
    "mean that is nothing": Hostile(
        model_of(
            dense_model(
                kernel_initializer=keras_object(
                    "keras.initializers", "RandomNormal", mean=None
                )
            )
        ),
        True,
        "makes no values",
    ),
    "layer as initializer": Hostile(
        model_of(
            dense_model(kernel_initializer=keras_object("keras.layers", "Lambda"))
        ),
        True,
        _HERE,
    ),
    "object in a plain argument": Hostile(
        model_of(dense_model(units=keras_object("subprocess", "Popen"))),
        True,
        "plain value",
    ),
    "object in a build config": Hostile(
        model_of(
            {**dense_model(), "build_config": {"x": keras_object("os", "system")}}
        ),
        True,
        "plain value",
    ),
    "object in a call": Hostile(
        model_of(
            layer(
                "bad",
                "Add",
                {"name": "bad"},
                calls=[
                    called(tensor("in"), x=keras_function("keras.utils", "get_file"))
                ],
            )
        ),
        False,
        "plain value",
    ),
    "typespec": Hostile(
        model_of(dense_model(units={"class_name": "__typespec__", "config": []})),
        True,
        "plain value",
    ),
    "unconnected Switch": Hostile(dead_switch, False, "plain value"),
    "unconnected op": Hostile(
        model_of(
            layer(
                "bad",
                "Full",
                {"name": "bad", "shape": [1 << 33]},
                "keras.src.ops.numpy",
                [called(1.0)],
            )
        ),
        True,
        "called with no tensor",
    ),
    "VectorizedMap of get_file": Hostile(vectorized_map, True, "calls functions"),
    "TFSMLayer": Hostile(
        model_of(layer("bad", "TFSMLayer", {"filepath": "program"})),
        True,
        "never opened",
    ),
    "TorchModuleWrapper": Hostile(torch_wrapper, True, "never opened"),
    "JaxLayer": Hostile(
        model_of(layer("bad", "JaxLayer", {"call_fn": "os.system"})),
        True,
        "never opened",
    ),
    "FlaxLayer": Hostile(model_of(layer("bad", "FlaxLayer", {})), True, "never opened"),
    "pickle": Hostile(pickled, False, "zip archive"),
    "vocabulary that is a path": Hostile(vocabulary, True, "names a file"),
    "Lambda in a wrapper": Hostile(
        model_of(
            layer(
                "bad",
                "TimeDistributed",
                {"layer": keras_object("keras.layers", "Lambda", function="x")},
            )
        ),
        True,
        "never opened",
    ),
    "array of objects": Hostile(
        model_of(
            dense_model(
                units={
                    "class_name": "__numpy__",
                    "config": {"value": [1], "dtype": "object"},
                }
            )
        ),
        True,
        "must hold numbers",
    ),
    # Size and time.
    "Dense of a hundred million": Hostile(
        model_of(dense_model(units=100_000_000)), True, "layers need"
    ),
    "Dense of two billion": Hostile(
        model_of(dense_model(units=2_000_000_000)), True, "may be 200,000,000"
    ),
    "Normalization of a billion": Hostile(
        model_of(
            layer(
                "bad",
                "Normalization",
                {"name": "bad"},
                build_config={"input_shape": [None, 1_000_000_000]},
            )
        ),
        True,
        "cannot be made",
    ),
    "billion of unknown words": Hostile(
        model_of(
            layer(
                "bad",
                "StringLookup",
                {"name": "bad", "num_oov_indices": 10**9, "vocabulary": ["a"]},
            )
        ),
        True,
        "may be 10,000",
    ),
    "negative units": Hostile(model_of(dense_model(units=-3)), True, "cannot be made"),
    "absurd units": Hostile(model_of(dense_model(units=10**30)), True, "not 1e+30"),
    "deep JSON": Hostile(text_file(b"[" * 100_000 + b"]" * 100_000), False, "nested"),
    "huge config": Hostile(
        text_file(b"[" + b"1," * 4_000_000 + b"1]"), False, "values"
    ),
    "long config": Hostile(text_file(b'"' + b"x" * (40 << 20) + b'"'), False, "may"),
    "long number": Hostile(text_file(b"1" * 5_000), False, "number"),
    "NaN": Hostile(model_of(dense_model(units=float("nan"))), False, "number"),
    "infinity": Hostile(text_file(b'{"class_name": 1e999}'), False, "number"),
    "key said twice": Hostile(
        text_file(b'{"class_name": "Model", "class_name": "x", "config": {}}'),
        False,
        "twice",
    ),
    "no JSON": Hostile(text_file(b"\xff\xfe{"), False, "not JSON"),
    "models in models": Hostile(
        lambda f: keras_file(f / "model.keras", nested_model(8, 4)), False, "so often"
    ),
    "models too deep": Hostile(
        lambda f: keras_file(f / "model.keras", nested_model(30, 1)), False, ""
    ),
    "reversed chain": Hostile(reversed_chain, False, "order"),
    "circle": Hostile(circle, False, "circle"),
    **CONTAINERS,
    # What is no model.
    "a layer alone": Hostile(
        lambda f: keras_file(f / "model.keras", dense_model()), False, "alone"
    ),
    "a subclass of Model": Hostile(
        lambda f: keras_file(f / "model.keras", keras_object("mine", "Net", depth=2)),
        False,
        "without a graph",
    ),
    "JSON of something else": Hostile(json_file('{"a": 1}'), False, "to_json"),
    "weights alone": Hostile(
        lambda f: written(f / "model.h5", weights()), False, "no model"
    ),
    "empty": Hostile(lambda f: written(f / "model.keras", b""), False, "damaged"),
    "empty HDF5": Hostile(lambda f: written(f / "model.h5", b""), False, "damaged"),
}

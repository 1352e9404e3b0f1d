"""What kgraph uses of Keras and Keras promises nobody: it is where it was.

A new version of Keras that moves a name fails here, with the name and the file that
needs it, and not somewhere in a model that was opened.
"""

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import keras
import pytest
import tensorflow as tf
from keras.src.backend.common import global_state
from keras.src.saving import saving_lib
from keras.src.saving.keras_saveable import KerasSaveable

import kgraph

ROOMS = ("export/proof", "importing", "modeling", "training")
ROOT = Path(kgraph.__file__).parent
NOT_OF_KERAS = {"_exit", "_replace"}


@cache
def model() -> keras.Model:
    """Returns a model of a mask, a lookup table, and a layer that takes both."""
    tokens = keras.Input((4,), dtype="int32")
    embedded = keras.layers.Embedding(9, 3, mask_zero=True)(tokens)
    return keras.Model(tokens, keras.layers.Dense(2, name="last")(embedded))


def vectorization() -> Any:
    return keras.layers.TextVectorization(output_mode="tf_idf")


OWNERS = {
    "_allow_non_tensor_positional_args": lambda: keras.layers.Layer(),
    "_convert_input_args": lambda: keras.layers.Layer(),
    "_flatten_layers": model,
    "_inbound_nodes": lambda: model().get_layer("last"),
    "_inputs_struct": model,
    "_keras_history": lambda: model().outputs[0],
    "_keras_mask": lambda: model().get_layer("last").input,
    "_load_state": lambda: saving_lib,
    "_lookup_layer": vectorization,
    "_nodes_by_depth": model,
    "_obj_type": lambda: KerasSaveable,
    "_outbound_nodes": lambda: model().get_layer("last"),
    "_set_monitor_op": lambda: keras.callbacks.EarlyStopping(),
    "_symbolic_build": model,
    "_token_start_index": lambda: vectorization()._lookup_layer,
    "_variant_tensor": lambda: tf.data.Dataset.range(1),
}
"""Private name to what has it; one is TensorFlow's."""


def trees() -> Iterator[tuple[Path, ast.AST]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def imported() -> set[tuple[str, str]]:
    """Returns the modules and names that kgraph imports from inside Keras."""
    return {
        (node.module, alias.name)
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("keras.")
        for alias in node.names
    }


def used(tree: ast.AST) -> Iterator[str]:
    """Yields the private names that code asks of others than itself."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="self" | "cls")):
                continue
            case ast.Attribute(attr=name):
                pass
            case ast.Call(
                func=ast.Name(id="getattr"), args=[_, ast.Constant(name), *_]
            ):
                pass
            case _:
                continue
        if isinstance(name, str) and name.startswith("_") and name[:2] != "__":
            yield name


@pytest.mark.parametrize(("module", "name"), sorted(imported()))
def test_what_is_imported_from_inside_keras_is_there(module: str, name: str):
    assert hasattr(import_module(module), name), f"Keras has no {module}.{name} now."


@pytest.mark.parametrize("name", OWNERS)
def test_a_private_name_of_keras_is_there(name: str):
    owner = OWNERS[name]()
    assert hasattr(owner, name), f"{type(owner).__name__} of Keras has no {name} now."


def test_every_private_name_that_is_used_is_tested_here():
    found = {
        name: path.relative_to(ROOT) for path, tree in trees() for name in used(tree)
    }
    assert {
        name: path
        for name, path in found.items()
        if name not in OWNERS and name not in NOT_OF_KERAS
    } == {}


def test_masks_and_calls_are_noted_as_they_are_read():
    last = model().get_layer("last")
    assert last.input._keras_mask is not None
    (node,) = last._inbound_nodes
    assert model().outputs[0]._keras_history == (last, 0, 0)
    assert node in [n for nodes in model()._nodes_by_depth.values() for n in nodes]
    assert node.arguments.keras_tensors == [last.input]


def test_a_state_is_loaded_with_the_arguments_that_are_given():
    expected = {
        "weights_store",
        "assets_store",
        "inner_path",
        "skip_mismatch",
        "visited_saveables",
        "failed_saveables",
        "error_msgs",
    }
    assert expected <= set(inspect.signature(saving_lib._load_state).parameters)


def test_variables_that_wait_for_a_value_are_where_they_are_looked_for():
    global_state.set_global_attribute("uninitialized_variables", [])
    with keras.StatelessScope(initialize_variables=False):
        layer = keras.layers.Dense(2)
        layer.build((None, 3))
    waiting = global_state.get_global_attribute("uninitialized_variables")
    try:
        assert [id(v) for v in waiting or ()] == [id(v) for v in layer.variables]
    finally:
        global_state.set_global_attribute("uninitialized_variables", [])


def test_a_layer_may_say_itself_how_its_weights_are_kept():
    for name in ("save_own_variables", "load_own_variables"):
        assert hasattr(KerasSaveable, name) or hasattr(keras.layers.Layer, name)
    assert keras.layers.Dense(1)._obj_type() == "Layer"

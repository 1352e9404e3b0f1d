from importlib import import_module
from typing import Any

import keras

from kgraph import catalog
from kgraph.document.calls import auto_name, op_name
from kgraph.modeling.clean_state import in_clean_state

PLAIN = [
    spec
    for spec in catalog.load().all("op")
    if [p.many for p in spec.inputs if not p.optional] in ([False], [False, False])
    and not any(p.required for p in spec.parameters)
]


def operation_of(spec: catalog.OperationSpec) -> Any:
    """The Keras operation that an op's function makes when nothing was made before."""
    function = getattr(import_module(spec.module), spec.name.rsplit(".", 1)[-1])
    ports = [port for port in spec.inputs if not port.optional]
    tensors = [keras.KerasTensor((2, 4, 4)) for _ in ports]
    made = in_clean_state(lambda: keras.tree.flatten(function(*tensors)))[0]
    return made._keras_history.operation


def test_knows_the_name_and_the_function_of_every_operation():
    known, wrong = 0, []
    for spec in PLAIN:
        try:
            operation = operation_of(spec)
        except ValueError:  # it takes other tensors
            continue
        known += 1
        function = op_name(type(operation).__name__)
        if not operation.name == auto_name(spec.name) == auto_name(function):
            wrong.append(spec.name)
    assert wrong == []
    assert known > 150

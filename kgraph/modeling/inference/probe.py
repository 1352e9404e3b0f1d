"""Asks Keras what one call makes and costs, without making a weight."""

from collections.abc import Mapping
from functools import lru_cache
from math import ceil, prod
from typing import Any

import keras
import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kgraph.document.analysis import NodeAnalysis, Problem, Tensor
from kgraph.document.calls import Call
from kgraph.document.errors import KgraphError
from kgraph.document.graph import Layer, Node, Source
from kgraph.document.memory import sample_bytes, size_of
from kgraph.document.structures import place, with_leaves, with_places_filled
from kgraph.modeling.inference import multiply_adds
from kgraph.modeling.operations import (
    arguments_of_call,
    make_input,
    make_operation,
    tensors_of,
)
from kgraph.modeling.variables import variables_of
from kgraph.modeling.words import blamed, problem_of

# What a layer is called while it is asked: equal layers share one answer.
NAME = "th_is_layer"
REMEMBERED = 20_000


class Arguments(Struct, frozen=True):
    """The arguments of a call, with shape and dtype in place of each tensor.

    Attributes:
        positional, keyword: Nested values as JSON, with places for the tensors.
        tensors: Shape and dtype of every tensor, in the order of the ports.
    """

    positional: list[Any] = []
    keyword: dict[str, Any] = {}
    constants: dict[str, Any] = {}
    tensors: tuple[Tensor, ...] = ()

    @classmethod
    def of(cls, call: Call, known: Mapping[Source, Tensor]) -> "Arguments":
        """Returns the arguments of a call whose tensors are known."""
        tensors: list[Tensor] = []

        def noted(leaf: Any) -> Any:
            if not isinstance(leaf, Source):
                return leaf
            tensors.append(known[leaf])
            return place(len(tensors) - 1)

        positional = [with_leaves(value, noted) for value in call.positional]
        keyword = {
            name: with_leaves(value, noted) for name, value in call.keyword.items()
        }
        return cls(positional, keyword, call.constants, tuple(tensors))


class Question(Struct, frozen=True):
    """All that the answer depends on.

    Attributes:
        first: The layer's first call, for which it makes its weights; None if this
            is it.
    """

    type: str
    config: dict[str, Any]
    call: Arguments
    first: Arguments | None = None


class Refusal(Struct, frozen=True):
    """Why Keras does not take the call, with `NAME` for the layer's name."""

    problem: Problem

    def at(self, graph: str, node: Node, layer: Layer) -> Problem:
        """Returns the problem of the node that was asked for."""
        return replace(
            self.problem,
            graph=graph,
            node=node.id,
            argument=blamed(self.problem, node),
            message=self.problem.message.replace(NAME, layer.name),
            received=self.problem.received.replace(NAME, layer.name),
        )


def ask(question: Question) -> NodeAnalysis | Refusal:
    """Returns what a call makes and costs, or why Keras does not take it.

    Answers are remembered by content. To be called within
    `keras.StatelessScope(initialize_variables=False)`.
    """
    try:
        content = _encoder.encode(question)
    except OverflowError:
        message = f"{NAME!r} has a parameter that is too large a number."
        return Refusal(Problem(rule="arguments", message=message))
    return _answer(content)


def forget() -> None:
    """Forgets all answers."""
    _answer.cache_clear()


@lru_cache(maxsize=REMEMBERED)
def _answer(content: bytes) -> NodeAnalysis | Refusal:
    question = _decoder.decode(content)
    layer = Layer(id="", type=question.type, name=NAME, config=question.config)
    try:
        if layer.type == "Input":
            return NodeAnalysis(outputs=(_spec(make_input(layer)),))
        return _probe(layer, question)
    except Exception as error:
        return Refusal(problem_of(error, graph="", layer=layer))


def _probe(layer: Layer, question: Question) -> NodeAnalysis:
    operation = make_operation(layer)
    if question.first is not None:
        _call(operation, layer, question.first)
    outputs = _call(operation, layer, question.call)
    given = [tensor.shape for tensor in question.call.tensors]
    made = [tensor.shape for tensor in outputs]
    if not _is_layer(operation):
        cost = multiply_adds.of_op(layer.type, given, made)
        return NodeAnalysis(
            outputs, multiply_adds=cost, activation_bytes=_activation_bytes(outputs)
        )
    return NodeAnalysis(
        outputs,
        trainable=_count(operation.trainable_weights),
        non_trainable=_count(operation.non_trainable_weights),
        weight_bytes=_weight_bytes(operation.weights),
        multiply_adds=multiply_adds.multiply_adds(operation, given, made),
        activation_bytes=_activation_bytes(outputs),
        variables=variables_of(operation),
    )


def _call(operation: Any, layer: Layer, arguments: Arguments) -> tuple[Tensor, ...]:
    tensors = [_symbolic(tensor) for tensor in arguments.tensors]
    positional, keyword = with_places_filled(
        (arguments.positional, arguments.keyword), tensors
    )
    call = Call(positional, keyword, arguments.constants)
    positional, keyword = arguments_of_call(layer, call, lambda tensor: tensor)
    outputs = tensors_of(operation(*positional, **keyword))
    given = {id(tensor) for tensor in keras.tree.flatten([positional, keyword])}
    if _is_layer(operation) and any(id(tensor) in given for tensor in outputs):
        raise KgraphError(
            f"{NAME!r} cannot be part of a model: this version of Keras takes its "
            "result for the tensor that it was given."
        )
    return tuple(_spec(tensor) for tensor in outputs)


def _is_layer(operation: Any) -> bool:
    """Whether it is a layer, and not the function of an op."""
    return isinstance(operation, keras.layers.Layer)


def _symbolic(tensor: Tensor) -> Any:
    return keras.KerasTensor(tensor.shape, dtype=tensor.dtype)


def _spec(tensor: Any) -> Tensor:
    return Tensor(tuple(tensor.shape), keras.backend.standardize_dtype(tensor.dtype))


def _weight_bytes(weights: list[Any]) -> int:
    def size(weight: Any) -> float:
        return size_of(keras.backend.standardize_dtype(weight.dtype))

    return ceil(sum(prod(weight.shape) * size(weight) for weight in weights))


def _activation_bytes(outputs: tuple[Tensor, ...]) -> int | None:
    sizes = [sample_bytes(tensor) for tensor in outputs]
    known = [size for size in sizes if size is not None]
    return sum(known) if len(known) == len(sizes) else None


def _count(weights: list[Any]) -> int:
    return sum(prod(weight.shape) for weight in weights)


_encoder = msgspec.msgpack.Encoder()
_decoder: Any = msgspec.msgpack.Decoder(Question)

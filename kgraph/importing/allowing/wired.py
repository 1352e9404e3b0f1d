"""Checks who calls whom in a Functional's config, and what it takes to wire that."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kgraph.importing.allowing.named import name_of, plain
from kgraph.importing.errors import ImportRefusedError, NotAllowedError, shown
from kgraph.importing.opening import limits


class Reference(NamedTuple):
    """One tensor in a config.

    Attributes:
        shape: As the config says it; None where it does not.
    """

    layer: str
    call: int
    output: int
    shape: tuple[int | None, ...] | None = None
    dtype: str = "float32"


def checked_call(node: Any) -> tuple[Any, tuple[Reference, ...]]:
    """Returns a call in which nothing can be made but tensors, and these.

    Raises:
        NotAllowedError: If it describes objects.
    """
    if isinstance(node, Mapping):
        found: list[Reference] = []
        args, kwargs = node.get("args", []), node.get("kwargs", {})
        if not isinstance(args, list) or not isinstance(kwargs, Mapping):
            raise NotAllowedError("a call has a list of arguments and named ones")
        checked = {
            "args": [_argument(item, found) for item in args],
            "kwargs": {key: _argument(item, found) for key, item in kwargs.items()},
        }
        return checked, tuple(found)
    if isinstance(node, list):
        return _checked_old_call(node)
    raise NotAllowedError("a call must be an object or a list")


def calls_of(
    layers: list[Any],
) -> tuple[dict[str, list[tuple[Reference, ...]]], dict[str, list[Any]]]:
    """Returns each layer's calls by its name: the tensors they take, and their notes.

    Raises:
        NotAllowedError: If a call describes objects.
    """
    taken: dict[str, list[tuple[Reference, ...]]] = {}
    written: dict[str, list[Any]] = {}
    for item in layers:
        name = name_of(item)
        nodes = item.get("inbound_nodes") or []
        if not isinstance(nodes, list):
            raise NotAllowedError(f"the calls of {shown(name)} are no list")
        checked = [checked_call(node) for node in nodes]
        # A call without a tensor would be made at once, while the file is opened.
        is_called = all(tensors for _, tensors in checked)
        taken[name] = [tensors for _, tensors in checked] if is_called else []
        written[name] = [node for node, _ in checked] if is_called else []
    return taken, written


def references(structure: Any) -> Iterator[Reference]:
    """Yields the tensors in `input_layers` and `output_layers`.

    Raises:
        NotAllowedError: If anything else stands there.
    """
    if isinstance(structure, Mapping):
        for item in structure.values():
            yield from references(item)
    elif isinstance(structure, (list, tuple)):
        if len(structure) == 3 and isinstance(structure[0], str):
            yield _reference(structure)
        else:
            for item in structure:
                yield from references(item)
    else:
        raise NotAllowedError(f"{shown(structure)} is no tensor of the model")


def check_work(
    layers: list[str], calls: Mapping[str, list[tuple[Reference, ...]]], model: str
) -> None:
    """Raises if the calls close a cycle, or if Keras would walk too long.

    Keras walks over the layers in their order until every call found its tensors; a
    file that Keras wrote needs one round, one with shared layers some more.
    """
    place = {name: index for index, name in enumerate(layers)}
    waiting = {name: list(nodes) for name, nodes in calls.items() if nodes}
    done = {name: 0 if nodes else 1 for name, nodes in calls.items()}
    walked = 0
    while waiting:
        is_stuck = True
        for name in sorted(waiting, key=place.__getitem__):
            nodes = calls[name]
            while done[name] < len(nodes):
                walked += 1
                ready = (done.get(r.layer, 0) > r.call for r in nodes[done[name]])
                if not all(ready):
                    break
                done[name] += 1
                is_stuck = False
            if done[name] == len(nodes):
                del waiting[name]
        if is_stuck:
            raise ImportRefusedError(
                f"The layers of {shown(model)} call each other in a circle, or take a "
                f"tensor that nothing gives. Received: {_named(waiting)}."
            )
        if walked > limits.WALKED:
            raise ImportRefusedError(
                f"The layers of {shown(model)} stand in an order that would take "
                "Keras minutes to follow; Keras itself never writes them so."
            )


def _argument(value: Any, found: list[Reference]) -> Any:
    if isinstance(value, Mapping):
        if value.get("class_name") == "__keras_tensor__":
            return _tensor(value, found)
        if "class_name" in value:
            return plain(value)
        return {key: _argument(item, found) for key, item in value.items()}
    if isinstance(value, list):
        return [_argument(item, found) for item in value]
    return value


def _tensor(value: Mapping[str, Any], found: list[Reference]) -> dict[str, Any]:
    config = value.get("config")
    if not isinstance(config, Mapping):
        raise NotAllowedError("a tensor must say where it comes from")
    shape, dtype = config.get("shape"), config.get("dtype")
    if (
        not isinstance(shape, list)
        or not all(map(_is_size, shape))
        or not isinstance(dtype, str)
    ):
        raise NotAllowedError(f"a tensor cannot have the shape {shown(shape)}")
    reference = _reference(config.get("keras_history"))
    found.append(reference._replace(shape=tuple(shape), dtype=dtype))
    history = [reference.layer, reference.call, reference.output]
    kept = {"shape": shape, "dtype": dtype, "keras_history": history}
    return {"class_name": "__keras_tensor__", "config": kept}


def _checked_old_call(node: list[Any]) -> tuple[Any, tuple[Reference, ...]]:
    checked, found = [], []
    for item in node:
        if not isinstance(item, list) or len(item) not in (3, 4):
            raise NotAllowedError("a call lists layer, call and output of each tensor")
        found.append(_reference(item[:3]))
        constants = plain(item[3]) if len(item) == 4 else {}
        if not isinstance(constants, Mapping):
            raise NotAllowedError("the constants of a call have names")
        checked.append([*item[:3], constants])
    return checked, tuple(found)


def _reference(value: Any) -> Reference:
    is_one = isinstance(value, (list, tuple)) and len(value) == 3
    if (
        not is_one
        or not isinstance(value[0], str)
        or not all(map(_is_index, value[1:]))
    ):
        raise NotAllowedError(f"{shown(value)} names no tensor of the model")
    return Reference(*value)


def _is_index(value: Any) -> bool:
    return type(value) is int and 0 <= value < limits.CALLS


def _is_size(value: Any) -> bool:
    return value is None or (type(value) is int and value >= 0)


def _named(layers: Mapping[str, Any]) -> str:
    names = list(layers)
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(map(shown, names[:3])) + more

"""Good model files, and the many ways in which they can be damaged."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keras
from hypothesis import strategies as st
from importing import hostile, hostile_parts
from keras import layers, ops

_GADGETS: tuple[Any, ...] = (
    None, True, 0, -1, 3, 10**9, 2**63, 1e300, "", "relu", "in", "Lambda", "os", "\0",
    [], {}, [[]], [None, -1], [None, 10**9], ["in", 0, 0], ["in", 7, 9],
    {"class_name": "Lambda", "config": {}},
    {"class_name": "__numpy__", "config": {"value": [1], "dtype": "int64"}},
    {"class_name": "__tuple__", "items": [1, 2]},
    {"module": "os", "class_name": "system", "config": {}, "registered_name": None},
    hostile_parts.tensor("in"),
)  # fmt: skip

Patch = tuple[float, int, bytes]
"""Where in a file, how many bytes go, and what comes in their place."""


def good_files(folder: Path) -> dict[str, bytes]:
    """Makes the files that are damaged afterwards."""
    models = {"chain": _chain(), "graph": _graph()}
    for name, model in models.items():
        model.save(folder / f"{name}.keras")
        (folder / f"{name}.json").write_text(model.to_json())
    models["chain"].save(folder / "chain.h5")
    hostile.FILES["class of os"].make(folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _chain() -> keras.Model:
    dense = layers.Dense(3, activation="relu", kernel_regularizer="l2")
    model = keras.Sequential([keras.Input((4,)), dense, layers.BatchNormalization()])
    model.compile("adam", "mse")
    return model


def _graph() -> keras.Model:
    tokens = keras.Input((5,), dtype="int32", name="tokens")
    whole, last, _ = layers.LSTM(3, return_state=True, return_sequences=True)(
        layers.Embedding(7, 4, mask_zero=True)(tokens)
    )
    inner = keras.Sequential([keras.Input((3,)), layers.Dense(3)], name="inner")
    shared = inner(ops.multiply(inner(last), 2.0))
    attended = layers.MultiHeadAttention(1, 2)(whole, whole, use_causal_mask=True)
    wrapped = layers.TimeDistributed(layers.Dense(2))(attended)
    return keras.Model({"tokens": tokens}, {"a": shared[:, :2], "b": wrapped})


def patches() -> st.SearchStrategy[list[Patch]]:
    one = st.tuples(
        st.floats(0, 1), st.sampled_from([0, 1, 1, 2, 8, 64]), st.binary(max_size=8)
    )
    return st.lists(one, min_size=1, max_size=5)


def swaps() -> st.SearchStrategy[list[tuple[int, Any]]]:
    """Which value of a JSON text becomes which other one."""
    return st.lists(
        st.tuples(st.integers(0, 100_000), st.sampled_from(_GADGETS)),
        min_size=1,
        max_size=4,
    )


def patched(data: bytes, changes: list[Patch]) -> bytes:
    for where, removed, added in changes:
        at = int(where * len(data))
        data = data[:at] + added + data[at + removed :]
    return data


def swapped(text: bytes, changes: list[tuple[int, Any]]) -> bytes:
    value = json.loads(text)
    for index, new in changes:
        places = list(_places(value))
        if places:
            holder, key = places[index % len(places)]
            holder[key] = json.loads(json.dumps(new))
    return json.dumps(value).encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in list(items):
        yield value, key
        if isinstance(item, (dict, list)):
            yield from _places(item)


def rezipped(
    data: bytes, entry: str, change: Callable[[bytes], bytes], is_packed: bool = False
) -> bytes:
    """Returns a `.keras` file of which one entry was changed, checksums and all."""
    file = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if is_packed else zipfile.ZIP_STORED
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", method) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == entry else content)
    return file.getvalue()


@st.composite
def damaged(draw: st.DrawFn, files: dict[str, bytes]) -> tuple[str, bytes]:
    """Draws a file that was good once: its suffix, and what is in it now."""
    name = draw(st.sampled_from(sorted(files)))
    data = files[name]
    kind = draw(st.sampled_from(["bytes", "values", "values", "weights", "config"]))
    if name.endswith(".keras") and kind != "bytes":
        entry = "model.weights.h5" if kind == "weights" else "config.json"
        if kind == "values":
            moves = draw(swaps())
            data = rezipped(data, entry, lambda text: swapped(text, moves))
        else:
            changes = draw(patches())
            is_packed = draw(st.booleans())
            data = rezipped(data, entry, lambda old: patched(old, changes), is_packed)
    elif name.endswith(".json") and kind != "bytes":
        data = swapped(data, draw(swaps()))
    else:
        data = patched(data, draw(patches()))
    return Path(name).suffix, data

"""The state of all that makes numbers by chance while a model learns."""

import random
from typing import Any

import keras
import numpy as np
from keras.src.random.seed_generator import global_seed_generator

Chance = tuple[dict[str, Any], list[np.ndarray]]
"""The states of generators: what is plain, and the arrays."""

DRAWS = keras.backend.backend() == "torch"
"""Whether iterators over samples draw numbers: PyTorch's do, whoever asks for them."""


def chance() -> Chance:
    """Returns the states of Python's, NumPy's, Keras's and the backend's generators.

    The generators of layers are variables of the model and not among them.
    """
    version, words, gauss = random.getstate()
    name, keys, position, has_gauss, cached = np.random.get_state()
    plain = {
        "python": [version, gauss],
        "numpy": [str(name), int(position), int(has_gauss), float(cached)],
    }
    arrays = [
        np.array(words, "uint32"),
        np.asarray(keys),
        np.asarray(global_seed_generator().state),
    ]
    if keras.backend.backend() == "torch":
        import torch

        arrays.append(torch.get_rng_state().numpy())
        if torch.cuda.is_available():
            arrays += [state.numpy() for state in torch.cuda.get_rng_state_all()]
    return plain, arrays


def restore_chance(plain: dict[str, Any], arrays: list[np.ndarray]) -> None:
    """Puts back what `chance` returned."""
    words, keys, state, *backend = arrays
    version, gauss = plain["python"]
    random.setstate((version, tuple(int(word) for word in words), gauss))
    name, position, has_gauss, cached = plain["numpy"]
    np.random.set_state((name, keys, position, has_gauss, cached))
    global_seed_generator().state.assign(state)
    if backend:
        import torch

        torch.set_rng_state(torch.from_numpy(backend[0]))
        if backend[1:]:
            torch.cuda.set_rng_state_all([torch.from_numpy(a) for a in backend[1:]])

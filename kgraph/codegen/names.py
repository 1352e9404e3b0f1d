"""Variables named after layers: valid, unique, and nobody else's."""

import builtins
import keyword
import re
import unicodedata
from collections.abc import Collection

from kgraph.document.applications import APPLICATION_LAYERS
from kgraph.document.builtin import BUILTINS
from kgraph.document.names import unique_name

# Names that a generated module may use, and the imports that bring them.
IMPORTS = {
    "csv": "import csv",
    "Path": "from pathlib import Path",
    "partial": "from functools import partial",
    "keras": "import keras",
    "np": "import numpy as np",
    "layers": "from keras import layers",
    "ops": "from keras import ops",
    "tf": "import tensorflow as tf",
    "wavfile": "from scipy.io import wavfile",
    "resample_poly": "from scipy.signal import resample_poly",
    **{
        f"load_{data.name}": f"from sklearn.datasets import load_{data.name}"
        for data in BUILTINS.values()
        if not data.is_drawn
    },
    "h5py": "import h5py",
    "runpy": "import runpy",
    "pyarrow": "import pyarrow",
    "parquet": "from pyarrow import parquet",
    "SimpleImputer": "from sklearn.impute import SimpleImputer",
    "compute_sample_weight": (
        "from sklearn.utils.class_weight import compute_sample_weight"
    ),
    "train_test_split": "from sklearn.model_selection import train_test_split",
    "MinMaxScaler": "from sklearn.preprocessing import MinMaxScaler",
    "StandardScaler": "from sklearn.preprocessing import StandardScaler",
    **{
        name: f"from {module} import {name}"
        for name, module in APPLICATION_LAYERS.items()
    },
}
# A variable must hide neither these nor what the module itself defines.
MODULE_NAMES = frozenset(
    {
        *IMPORTS,
        "adapt_model",
        "batches",
        "build_model",
        "column",
        "columns",
        "compile_model",
        "divided",
        "filled",
        "from_arrow",
        "joined",
        "keep_statistics",
        "load_data",
        "load_shapes",
        "main",
        "moments_of",
        "name",
        "numbers",
        "one_hot",
        "one_hot_or_scaled",
        "parsed",
        "plain",
        "read",
        "read_audio",
        "read_csv",
        "read_hdf5",
        "read_folder",
        "read_image",
        "read_listed",
        "read_npy",
        "read_npz",
        "read_parquet",
        "read_python",
        "read_wav",
        "scaled",
        "shared_evenly",
        "scaled_series",
        "standardized",
        "weights_of",
        "windows",
    }
)
_TAKEN = {*keyword.kwlist, *keyword.softkwlist, *dir(builtins), *MODULE_NAMES}
_AMBIGUOUS = {"l", "o", "i"}


def identifier(text: str, fallback: str = "layer") -> str:
    """Returns a valid name in lower case with underscores that resembles the text.

    Example:

    >>> identifier("Left Encoder/2x")
    'left_encoder_2x'
    >>> identifier("max")
    'max_'
    """
    name = re.sub(r"\W+", "_", unicodedata.normalize("NFKC", text))
    name = re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower().strip("_")
    name = unicodedata.normalize("NFKC", re.sub("_+", "_", name))
    if not name.isidentifier():
        name = f"{fallback}_{name}".strip("_")
    if not name.isidentifier():
        name = fallback if fallback.isidentifier() else "layer"
    return f"{name}_" if name in _TAKEN or name in _AMBIGUOUS else name


class Names:
    """The names of one scope; each is given out once."""

    def __init__(self, taken: Collection[str] = ()) -> None:
        self._taken = set(taken)

    def take(self, text: str, fallback: str = "layer") -> str:
        """Returns an identifier like the text that nothing else in the scope has."""
        name = unique_name(identifier(text, fallback), self._taken)
        self._taken.add(name)
        return name

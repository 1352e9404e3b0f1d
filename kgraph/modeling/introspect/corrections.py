"""What Keras's signatures and documentation leave open, said by hand and explained."""

from typing import Any

from msgspec.structs import replace

from kgraph.catalog import ParameterSpec

_PYTHON_OBJECT = {"kind": "function"}
_JSON = {"kind": "json", "choices": ()}
_NUMBERS = {"kind": "numbers"}
_SHAPE = {"kind": "shape"}
_INTEGER = {"kind": "integer"}
_FLOAT = {"kind": "float"}
_TEXT = {"kind": "text", "choices": ()}

# Layers that check in `build()` how many tensors their list holds.
MOST_TENSORS = {"Attention": 3, "AdditiveAttention": 3, "Dot": 2, "Subtract": 2}

# (owner or *, parameter): what is to be said instead.
_CORRECTIONS: dict[tuple[str, str], dict[str, Any]] = {
    # Objects of other libraries, or of Python alone.
    ("FlaxLayer", "module"): _PYTHON_OBJECT,
    ("TorchModuleWrapper", "module"): _PYTHON_OBJECT,
    ("MultiOptimizer", "optimizer_map"): _PYTHON_OBJECT,
    ("Lambda", "mask"): _PYTHON_OBJECT,
    # Values of several types.
    ("*", "use_cudnn"): {"kind": "choice", "choices": ("auto", True, False)},
    ("*", "save_freq"): _JSON,
    ("*", "update_freq"): _JSON,
    ("*", "vocabulary"): _JSON,
    ("*", "headers"): _JSON,
    ("*", "salt"): _JSON,
    ("Embedding", "weights"): _JSON,
    ("TextVectorization", "ngrams"): _SHAPE,
    ("TextVectorization", "split"): {
        "kind": "choice",
        "choices": ("whitespace", "character"),
        "nullable": True,
    },
    ("TextVectorization", "standardize"): {
        "kind": "choice",
        "choices": ("lower_and_strip_punctuation", "lower", "strip_punctuation"),
        "nullable": True,
    },
    # Names of things that only the person knows, though the text quotes examples.
    ("*", "monitor"): _TEXT,
    ("*", "separator"): _TEXT,
    ("*", "bounding_box_format"): _TEXT,
    ("EinsumDense", "bias_axes"): {**_TEXT, "nullable": True},
    ("EinsumDense", "equation"): _TEXT,
    ("STFT", "window"): _TEXT,
    ("*", "filepath"): _TEXT,
    ("FlaxLayer", "method"): _TEXT,
    ("TFSMLayer", "call_training_endpoint"): _TEXT,
    # The choices are not in quotes, or stand in another text.
    ("ops.correlate", "mode"): {
        "kind": "choice",
        "choices": ("valid", "same", "full"),
    },
    ("AUC", "curve"): {"kind": "choice", "choices": ("ROC", "PR")},
    ("IntegerLookup", "oov_method"): {
        "kind": "choice",
        "choices": ("floormod", "farmhash"),
    },
    # The text does not begin with a type.
    ("*", "flash_attention"): {"kind": "boolean", "nullable": True},
    ("*", "idf_weights"): _NUMBERS,
    ("*", "label_weights"): _NUMBERS,
    ("*", "bin_boundaries"): _NUMBERS,
    ("*", "thresholds"): _NUMBERS,
    ("PiecewiseConstantDecay", "boundaries"): _SHAPE,
    ("PiecewiseConstantDecay", "values"): _NUMBERS,
    ("Normalization", "mean"): _NUMBERS,
    ("Normalization", "variance"): _NUMBERS,
    ("ops.histogram", "range"): _NUMBERS,
    ("RandomErasing", "fill_value"): {"kind": "float", "nullable": True},
    ("EarlyStopping", "min_delta"): _FLOAT,
    ("EarlyStopping", "baseline"): _FLOAT,
    ("ReversibleEmbedding", "logit_soft_cap"): _FLOAT,
    ("FBetaScore", "threshold"): _FLOAT,
    ("F1Score", "threshold"): _FLOAT,
    ("*", "target_class_ids"): _SHAPE,
    ("Dice", "axis"): _SHAPE,
    ("Tversky", "axis"): _SHAPE,
    ("*", "top_k"): _INTEGER,
    ("*", "ignore_class"): _INTEGER,
    ("MaxNumBoundingBoxes", "max_number"): _INTEGER,
    ("InverseTimeDecay", "decay_steps"): _INTEGER,
    ("EinsumDense", "gptq_unpacked_column_size"): _INTEGER,
    ("ops.argpartition", "kth"): _INTEGER,
    ("ops.image.map_coordinates", "order"): _INTEGER,
    ("ops.rot90", "k"): _INTEGER,
    ("ops.image.resize", "size"): _SHAPE,
    ("ops.squeeze", "axis"): _SHAPE,
    ("ops.roll", "axis"): _SHAPE,
    ("ops.clip", "x_min"): _FLOAT,
    ("ops.clip", "x_max"): _FLOAT,
    ("ops.threshold", "threshold"): _FLOAT,
    ("ops.threshold", "default_value"): _FLOAT,
    ("ops.psnr", "max_val"): _FLOAT,
    ("ops.pad", "constant_values"): _FLOAT,
    ("ops.max", "initial"): _FLOAT,
    ("ops.min", "initial"): _FLOAT,
    ("ops.lstsq", "rcond"): _FLOAT,
    ("ops.pinv", "rcond"): _FLOAT,
    ("ops.matrix_rank", "tol"): _FLOAT,
    ("ops.dot_product_attention", "scale"): _FLOAT,
    ("ops.dot_product_attention", "attn_logits_soft_cap"): _FLOAT,
}


def correct(owner: str, spec: ParameterSpec) -> ParameterSpec:
    """Returns the parameter with what is known better about it."""
    for key in ((owner, spec.name), ("*", spec.name)):
        if key in _CORRECTIONS:
            return replace(spec, **_CORRECTIONS[key])
    return spec

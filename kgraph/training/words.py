"""Says in one clear sentence what went wrong while a model learned."""

import errno
import os
import re

from kgraph.document.errors import KgraphError


class TrainingError(KgraphError):
    """A project that can be built but not trained."""


_OUT_OF_MEMORY = re.compile(
    r"OOM when allocating|out of memory|RESOURCE_EXHAUSTED|failed to allocate", re.I
)
_LABEL_RANGE = re.compile(
    r"label value of (-?\d+) which is outside the valid range of \[0, (\d+)\)"
)
_SHAPES = re.compile(
    r"incompatible|same (?:shape|rank)|must match|dimensions must be equal", re.I
)
_NAME = re.compile(
    r"'([^']*)' is not a valid (?:root )?scope name|"
    r"Node '([^']*)': Node name contains invalid characters"
)
_CALLER = re.compile(r"^Exception encountered when calling .*?\n\n", re.S)
_METRIC = re.compile(r"keras[/\\]src[/\\]metrics[/\\]")
_TRACE = re.compile(r"\s*(?:Graph execution error:|Detected at |File \"|<stack traces)")
_GRAPH_NODE = re.compile(r" for '\{\{node .*", re.S)  # TensorFlow's name for the place
_BACKENDS = {"jax": "JAX", "torch": "PyTorch"}  # each an extra of this name
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def is_out_of_memory(error: BaseException) -> bool:
    """Whether a backend, or Python, has found memory too short."""
    is_short = isinstance(error, MemoryError)
    return is_short or bool(_OUT_OF_MEMORY.search(str(error)))


def _is_disk_full(error: BaseException) -> bool:
    """Whether a disk has taken no more, of Python or of a backend's own writers."""
    full = (errno.ENOSPC, errno.EDQUOT)
    is_full = isinstance(error, OSError) and error.errno in full
    return is_full or os.strerror(errno.ENOSPC) in str(error)


def explain(error: BaseException) -> str:
    """Returns what went wrong and what to do about it, for a person."""
    if isinstance(error, KgraphError):
        return str(error)
    if isinstance(error, ImportError) and error.name in _BACKENDS:
        title = _BACKENDS[error.name]
        return (
            f"{title} must be installed beside kgraph to compute with it. Received: "
            f"{error}. Install it by `pip install 'kgraph[{error.name}]'`, or choose "
            "another backend."
        )
    if isinstance(error, KeyboardInterrupt):
        return "The run was interrupted; its last checkpoint can be gone on from."
    if _is_disk_full(error):
        return (
            "The disk is full, so that nothing more of the run could be written down. "
            "Make room, then continue the run from its last checkpoint."
        )
    if isinstance(error, OSError) and error.errno in _FORBIDDEN:
        return (
            "A file or folder that the run needs is closed to it. Received: "
            f"{os.strerror(error.errno)}{_place(error)}. Let it be read and written, "
            "then continue the run from its last checkpoint."
        )
    if is_out_of_memory(error):
        return (
            "There was not enough memory to train. Choose a smaller batch size, or "
            "make the model smaller."
        )
    text = _GRAPH_NODE.sub(".", _CALLER.sub("", _ANSI.sub("", str(error))))
    known = _explain_text(error, text)
    return known or f"Training failed: {_first_line(text) or type(error).__name__}"


def _place(error: OSError) -> str:
    return f": {error.filename}" if error.filename else ""


def _explain_text(error: BaseException, text: str) -> str | None:
    """Returns what is known of errors that Keras and TensorFlow tell by words alone."""
    if found := _NAME.search(text):
        return (
            f"TensorFlow cannot train what is named {found[1] or found[2]!r}. Give the "
            "model, its layers and its Outputs names of letters from A to Z, digits, "
            "'_', '-' and '.' alone."
        )
    if found := _LABEL_RANGE.search(text):
        return label_sentence(int(found[1]), int(found[2]))
    if isinstance(error, ValueError) and _SHAPES.search(text):
        return (
            "What the model puts out and what it should learn do not fit together: "
            f"Keras says \u201c{_first_line(text)}\u201d. Change the units of the "
            "layer before the Output, or choose a loss that suits its data."
        )
    if isinstance(error, RuntimeError) and "NaN or Inf loss" in text:
        return (
            "The loss is no longer a number. Choose a smaller learning rate, or scale "
            "the data."
        )
    if _METRIC.search(text):
        return (
            "A metric does not suit what the model puts out: Keras says "
            f"\u201c{_first_line(text)}\u201d. Choose another metric for the Output."
        )
    return None


def label_sentence(label: int, units: int, output: str | None = None) -> str:
    """Returns what to say about a class for which the model has no unit."""
    where = f" of Output {output!r}" if output else ""
    return (
        f"The loss{where} expects classes from 0 to {units - 1}, one for each unit of "
        f"the layer before it. Received: class {label}. Give that layer more units, "
        "or bind a column of categories."
    )


def _first_line(text: str) -> str:
    lines = (line.strip() for line in text.splitlines() if not _TRACE.match(line))
    line = next((line for line in lines if line), "")
    return line if len(line) <= 300 else f"{line[:300]}…"

"""What is said about a failure."""

import errno

import pytest

from kgraph.training import TrainingError, explain


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TrainingError("As it is."), "As it is."),
        (MemoryError(), "smaller batch size"),
        (RuntimeError("x\nOOM when allocating tensor with shape[9,9]"), "not enough memory"),
        (ValueError("label value of 12 which is outside the valid range of [0, 10)"), "class 12"),
        (ValueError("Shapes (None, 1) and (None, 10) are incompatible"), "do not fit together"),
        (ValueError("Dimensions must be equal, but are 1 and 2 for '{{node a/b}} = Sub'"), "1 and 2."),
        (RuntimeError("NaN or Inf loss encountered at batch 3"), "smaller learning rate"),
        (RuntimeError("\x1b[1mOdd\x1b[0m\nmore"), "Training failed: Odd"),
        (ValueError("Exception encountered when calling Dense.call().\n\n\x1b[1m'a b' is not a valid scope name."), "named 'a b'"),
        (ValueError("Node 'a\\b/Sub': Node name contains invalid characters"), "named 'a"),
        (RuntimeError('Graph execution error:\n\nDetected at node Add defined at:\n  File "a.py", line 1, in f\n\nOdd thing\n'), "failed: Odd thing"),
        (RuntimeError('Graph execution error:\n\n  File "keras/src/metrics/iou.py", line 1\n\nOdd thing\n'), "A metric does not suit"),
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full"),
        (OSError(errno.EROFS, "Unable to create file (name = 'x')"), "Read-only file system. Let it"),
        (PermissionError(errno.EACCES, "Permission denied", "/data/x.csv"), "Permission denied: /data/x.csv. Let"),
        (RuntimeError("{{function_node}} events.v2; No space left on device"), "The disk is full"),
        (ModuleNotFoundError("No module named 'jax'", name="jax"), "pip install 'kgraph[jax]'"),
        (ModuleNotFoundError("No module named 'x'", name="x"), "failed: No module named 'x'"),
        (KeyboardInterrupt(), "was interrupted"),
        (KeyError(), "Training failed: KeyError"),
    ],
)  # fmt: skip
def test_failures_are_told_in_one_sentence_or_two(error, said):
    text = explain(error)
    assert said in text
    assert "\n" not in text
    assert "\x1b" not in text

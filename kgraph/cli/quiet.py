"""Keeps the chatter of TensorFlow's C++ away from people."""

import os
import sys
import tempfile


def hush() -> None:
    """Sends what native code writes to stderr into a temporary file, for good.

    TensorFlow writes lines to file descriptor 2 when it is imported and when it first
    compiles, whatever one sets. Python's own `sys.stderr` still reaches the terminal.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    if os.environ.get("KGRAPH_DEBUG"):
        return
    sys.stderr.flush()
    terminal = os.fdopen(os.dup(2), "w", buffering=1, encoding="utf-8")
    with tempfile.TemporaryFile() as chatter:
        os.dup2(chatter.fileno(), 2)
    sys.stderr = terminal

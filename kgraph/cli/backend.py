"""Keeps the chatter of TensorFlow's C++ away from people."""

import logging
import os
import sys
import tempfile

from kgraph.document.training import Training
from kgraph.engine import environment


def prepare_keras(training: Training | None = None) -> None:
    """Sets what Keras reads when it is imported, and silences what it brings along.

    TensorFlow writes lines to file descriptor 2 when it is imported and when it first
    compiles, whatever one sets: from now on they land in a temporary file. Python's
    own `sys.stderr` still reaches the terminal.

    Args:
        training: What is trained; None for no training.
    """
    environment.prepare(training)
    # It advises those who write functions for TensorFlow; here Keras does.
    logging.getLogger("tensorflow").setLevel(logging.ERROR)
    if os.environ.get("KGRAPH_DEBUG"):
        return
    sys.stderr.flush()
    terminal = os.fdopen(os.dup(2), "w", buffering=1, encoding="utf-8")
    with tempfile.TemporaryFile() as chatter:
        os.dup2(chatter.fileno(), 2)
    sys.stderr = terminal

"""Runs a function as in a process that has built nothing yet."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import keras

T = TypeVar("T")


def in_clean_state(function: Callable[[], T]) -> T:
    """Returns what the function returns when Keras remembers nothing.

    Keras keeps its name counters, its scopes and the variables that wait for their
    first value per thread. A thread of its own starts with none of them and takes
    them along when it ends; `keras.utils.clear_session()` would take them from the
    other threads too, from one that is training among them.
    """

    def run() -> T:
        # The traces that Keras filters are for notebooks; they end in ANSI codes.
        keras.config.disable_traceback_filtering()
        return function()

    with ThreadPoolExecutor(1, thread_name_prefix="keras") as pool:
        return pool.submit(run).result()

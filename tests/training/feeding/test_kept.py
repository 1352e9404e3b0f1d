"""A file that Python reads may collect garbage, even that which reads it."""

import subprocess
import sys

import pytest

READING = """
import faulthandler, gc, os, sys, time
import numpy as np
from kgraph.data import Samples
from kgraph.data.lazy import LazyArray
from kgraph.training.feeding import Order, endless

faulthandler.dump_traceback_later(60, exit=True)
is_dropped = False


def say(word):
    sys.stdout.write(word + "\\n")  # at once: several threads speak
    sys.stdout.flush()


class Collecting:
    dtype, shape, minimum, maximum = "float32", (2,), None, None

    def read(self, path):
        if is_dropped:
            say("collecting")
            gc.collect()
            say("collected")
        return np.zeros(2, "float32")


class Cycle:
    pass


gc.disable()
lazy = LazyArray([str(n) for n in range(4)], Collecting())
samples = Samples({"x": lazy}, {"y": np.arange(4)})
cycle = Cycle()
cycle.me = cycle
cycle.iterator = iter(endless(samples, Order(4, 1, 0)))
next(cycle.iterator)
is_dropped = True
del cycle
time.sleep(2)
gc.collect()
say("went on")
endless(samples, Order(4, 1, 0))
say("ended")
os._exit(0)
"""


@pytest.mark.slow
def test_collecting_garbage_while_reading_holds_nothing(tmp_path):
    found = subprocess.run(
        [sys.executable, "-c", READING], capture_output=True, text=True, timeout=120
    )
    words = found.stdout.split("\n")
    assert words.count("collecting") > 1, found.stderr
    assert words.count("collected") == words.count("collecting")
    assert words[-3:-1] == ["went on", "ended"]

"""How long a person waits from Train to the first batch, beside a plain script."""

import subprocess
import sys
import time
from statistics import median

from kgraph import templates
from kgraph.messages import BatchesEnded, Train, encode
from kgraph.runs import RunStore
from kgraph.runs.folder.journal import JournalReader
from kgraph.runs.places import REQUEST

PAIRS = 5

PLAIN = """
import os
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

layers = keras.layers
digits = load_digits()
images = (digits.images / 16).astype("float32").reshape(-1, 8, 8, 1)
train = train_test_split(images, digits.target, test_size=0.3, random_state=0)
keras.utils.set_random_seed(0)
model = keras.Sequential([
    keras.Input((8, 8, 1)),
    layers.Conv2D(32, 3, padding="same", activation="relu"),
    layers.Conv2D(64, 3, padding="same", activation="relu"),
    layers.MaxPooling2D(),
    layers.Dropout(0.25),
    layers.Flatten(),
    layers.Dense(128, activation="relu"),
    layers.Dropout(0.5),
    layers.Dense(10, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])


class First(keras.callbacks.Callback):
    def on_train_batch_end(self, batch, logs=None):
        os._exit(0)


model.fit(train[0], train[2], batch_size=32, callbacks=[First()], verbose=0)
"""


def plain() -> float:
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", PLAIN], check=False, stderr=subprocess.DEVNULL
    )
    return time.perf_counter() - began


def kgraph(tmp_path) -> float:
    """Does what the window does when Train is pressed."""
    path = tmp_path / "digits.kgraph"
    began = time.perf_counter()
    folder = RunStore.beside(path).reserve()
    request = Train(templates.load("digits"), str(path))
    (folder / REQUEST).write_bytes(encode(request))
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "kgraph.engine.run", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    reader = JournalReader(folder)
    while not any(isinstance(event, BatchesEnded) for event in reader.read()):
        assert process.poll() is None
        time.sleep(0.01)
    seconds = time.perf_counter() - began
    process.kill()
    process.wait()
    return seconds


def test_train_to_first_batch(benchmark, tmp_path):
    pairs = [(plain(), kgraph(tmp_path)) for _ in range(PAIRS)]
    benchmark.pedantic(lambda: None, rounds=1)
    theirs, ours = (median(seconds) for seconds in zip(*pairs, strict=True))
    beyond = ours - theirs
    benchmark.extra_info["plain script, seconds"] = round(theirs, 2)
    benchmark.extra_info["from Train, seconds"] = round(ours, 2)
    benchmark.extra_info["beyond, seconds"] = round(beyond, 2)
    assert beyond < 1.5

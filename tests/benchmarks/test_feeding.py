"""How fast 50,000 small images reach a model, and how much memory that takes."""

import os
import time
from pathlib import Path
from statistics import median

import numpy as np
import pytest
import tensorflow as tf
from sample_files import painted, write_image

from kgraph.data import Samples
from kgraph.data.sources.folders.image_folder import read
from kgraph.training.feeding import Order, endless

COUNT = 50_000
CLASSES = 10
BATCH = 32
ROUNDS = 9
BATCHES = 300  # of each, in a round
SETTLING = 100  # batches until `tf.data` has found out how many threads are best
MIB = 2**20


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of PNG files of 32 × 32 pixels, in ten classes."""
    folder = tmp_path_factory.mktemp("small")
    for number in range(200):
        pixels = painted(32, 32, seed=number)
        first = write_image(folder / f"{number % CLASSES}" / f"{number:05}.png", pixels)
        content = first.read_bytes()
        for copy in range(number + 200, COUNT, 200):
            (first.parent / f"{copy:05}.png").write_bytes(content)
    return folder


def by_hand(paths, labels) -> tf.data.Dataset:
    """Returns batches as somebody who knows `tf.data` would write it."""

    def load(path, label):
        image = tf.io.decode_image(
            tf.io.read_file(path), channels=3, expand_animations=False
        )
        image = tf.image.resize(image, (32, 32))
        image.set_shape((32, 32, 3))
        return image, label

    return (
        tf.data.Dataset.from_tensor_slices((list(paths), labels))
        .shuffle(COUNT, seed=0)
        .repeat()
        .map(load, num_parallel_calls=tf.data.AUTOTUNE)
        .batch(BATCH)
        .prefetch(tf.data.AUTOTUNE)
    )


def test_listing_50_000_files(benchmark, folder):
    table = benchmark.pedantic(read, (folder, {}), rounds=5, warmup_rounds=1)
    assert len(table) == COUNT
    assert table.describe().columns[0].shape == (32, 32, 3)


def test_feeding_against_tf_data_by_hand(benchmark, folder):
    table = read(folder, {})
    images, labels = table.columns["image"].values, table.columns["label"].values
    samples = Samples({"image": images}, {"label": labels})

    def ours() -> tf.data.Dataset:
        return endless(samples, Order(COUNT, BATCH, seed=0))

    def theirs() -> tf.data.Dataset:
        return by_hand(images.paths, labels)

    ratios = []
    for number in range(ROUNDS):
        in_turn = (ours, theirs) if number % 2 else (theirs, ours)
        taken = {make: seconds(make()) for make in in_turn}
        ratios.append(taken[theirs] / taken[ours])
    spent = benchmark.pedantic(lambda: seconds(ours()), rounds=1)
    ratio = median(ratios)
    benchmark.extra_info["speed against tf.data by hand"] = round(ratio, 3)
    benchmark.extra_info["samples a second"] = round(BATCHES * BATCH / spent)
    assert ratio >= 0.9


def test_a_pass_over_all_files_takes_little_memory(benchmark, folder):
    table = read(folder, {})
    images, labels = table.columns["image"].values, table.columns["label"].values
    samples = Samples({"image": images}, {"label": labels})
    order = Order(COUNT, BATCH, seed=0)
    batches = iter(endless(samples, order))
    for _ in range(SETTLING):
        next(batches)
    held = [memory()]

    def go_through():
        for number in range(order.batches):
            next(batches)
            if not number % 100:
                held.append(memory())

    benchmark.pedantic(go_through, rounds=1)
    grown = max(held) - held[0]
    benchmark.extra_info["MiB more"] = round(grown / MIB)
    assert grown < 100 * MIB < images.shape[0] * np.prod(images.shape[1:]) * 4


def seconds(dataset) -> float:
    """Returns how long a number of batches takes; nothing is read before or after."""
    batches = iter(dataset)
    for _ in range(SETTLING):
        next(batches)
    begin = time.perf_counter()
    for _ in range(BATCHES):
        next(batches)
    return time.perf_counter() - begin


def memory() -> int:
    """Returns how many bytes of memory this process has now, on Linux."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")

"""Looking at data: a page of samples, a column in numbers, and a page that is shown."""

import os

import pytest
from msgspec.structs import replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from kgraph import data
from kgraph.document.looks import Picture, Sample, Words
from kgraph.document.project import Data, DataSource, new_project
from kgraph.gui.look.thumbnails import thumbnail
from kgraph.gui.theme import DARK
from kgraph.messages import Looked, decode_event, encode

ROWS = 1_000_000
PAGE = 48


@pytest.fixture(scope="module")
def million(tmp_path_factory):
    """A project whose source has a million rows, which are read by now."""
    import numpy as np

    path = tmp_path_factory.mktemp("data") / "million.npz"
    random = np.random.default_rng(0)
    np.savez(path, x=random.normal(size=ROWS), y=random.integers(0, 5, ROWS))
    project = replace(new_project(), data=Data(DataSource("npz", str(path))))
    data.look(project, ("x", "y"))
    return project


def test_a_page_of_a_million_rows(benchmark, million):
    total, samples = benchmark(
        data.look, million, ("x", "y"), first=500_000, count=PAGE, where=None
    )
    assert (total, len(samples)) == (ROWS, PAGE)


def test_a_class_of_a_million_rows_by_chance(benchmark, million):
    total, _ = benchmark(data.look, million, ("x",), where=("y", "3"), seed=1)
    assert 0 < total < ROWS


def test_a_column_of_a_million_rows_in_numbers(benchmark, million):
    summary = benchmark(data.summarize, million, ("x",))
    assert summary.samples == ROWS


def test_a_page_of_images_crosses_the_border_and_is_painted(benchmark, qapp):
    picture = Picture(96, 96, 3, bytes(range(256)) * 108, "96 × 96 × 3")
    samples = tuple(Sample(n, "train", (picture, Words("cat"))) for n in range(PAGE))
    event = Looked(1, PAGE, samples)

    def show():
        arrived = decode_event(encode(event))
        return [thumbnail(sample.looks[0], DARK) for sample in arrived.samples]

    assert len(benchmark(show)) == PAGE

import numpy as np
import pytest

from kgraph.data import DataError, load
from kgraph.document.project import Binding, DataSource, Split

WORDS = ["train", "test", "train", "validation", "train"] * 4


@pytest.fixture
def divided(bound_project, write):
    """Loads rows that are numbered by `x`, divided in some way."""

    def make(split, **columns):
        columns = {"x": range(20), "y": [n % 2 for n in range(20)], **columns}
        lines = [",".join(map(str, row)) for row in zip(*columns.values(), strict=True)]
        path = write("\n".join([",".join(columns), *lines]) + "\n")
        project = bound_project(
            DataSource("csv", str(path)),
            {"x": Binding(("x",))},
            {"y": Binding(("y",))},
            split=split,
        )
        dataset = load(project)
        parts = dataset.train, dataset.validation, dataset.test
        return [part.inputs["x"][:, 0].astype(int).tolist() for part in parts]

    return make


def test_a_column_says_who_goes_where(divided):
    parts = divided(Split(by="column", column="part"), part=WORDS)
    for part, name in zip(parts, ("train", "validation", "test"), strict=True):
        assert part == [n for n, word in enumerate(WORDS) if word == name]


def test_a_part_without_a_share_is_left_out(divided):
    split = Split(validation=0, by="column", column="part")
    train, validation, test = divided(split, part=WORDS)
    assert (len(train), len(validation), len(test)) == (12, 0, 4)


def test_the_last_in_time_are_held_back(divided):
    days = [f"2026-01-{(n * 7) % 20 + 1:02}" for n in range(20)]
    split = Split(0.25, 0.15, by="time", column="day")
    train, validation, test = divided(split, day=days)
    order = sorted(range(20), key=days.__getitem__)
    assert [*train, *validation, *test] == order
    assert (len(validation), len(test)) == (5, 3)


def test_without_a_column_the_order_of_the_source_is_time(divided):
    train, validation, test = divided(Split(0.1, 0.1, by="time"))
    assert [*train, *validation, *test] == list(range(20))


def test_what_happened_at_once_keeps_its_order(divided):
    parts = divided(Split(0.25, 0.25, by="time", column="day"), day=[1] * 20)
    assert np.concatenate(parts).tolist() == list(range(20))


@pytest.mark.parametrize(
    ("split", "column", "words"),
    [
        (Split(by="column"), WORDS, "split by column goes by a column.*''"),
        (Split(by="column", column="z"), WORDS, "goes by a column.*'part'.*'z'"),
        (Split(by="column", column="x"), WORDS, "must say 'train'.*numbers"),
        (
            Split(by="column", column="part"),
            ["train", "test"] * 10,
            "say 'validation' of some.*share 0 to do without",
        ),
        (
            Split(by="column", column="part"),
            ["test", "validation"] * 10,
            "must say 'train' of some samples. Received: 'test', 'validation'.$",
        ),
        (
            Split(by="column", column="part"),
            ["train", "val"] * 10,
            "must say 'train', 'validation', 'test'.*Received: 'val'",
        ),
        (Split(by="column", column="part"), ["train", ""] * 10, "'part'.*line 3"),
        (Split(by="time", column="part"), [1, ""] * 10, "'part'.*line 3"),
        (Split(0.5, 0.49, by="time"), WORDS, "Of 20 samples, 50% and 49% .*too few"),
        (Split(0.7, 0.7, by="time"), WORDS, "shares of validation and test"),
    ],
)
def test_what_cannot_divide_is_refused(divided, split, column, words):
    with pytest.raises(DataError, match=words):
        divided(split, part=column)

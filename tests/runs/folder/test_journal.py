"""A journal outlives its process, and what was told twice counts once."""

from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.messages import BatchesEnded, EpochEnded, TrainingBegan
from kgraph.runs.folder.journal import (
    NAME,
    Journal,
    JournalReader,
    last_told,
    told_until,
)


def write(folder, *events) -> None:
    journal = Journal(folder)
    for event in events:
        journal.write(event)
    journal.close()


def batches(step: int, *losses: float) -> BatchesEnded:
    return BatchesEnded(0, step + len(losses) - 1, step, {"loss": list(losses)})


def losses(events) -> list[float]:
    return [v for e in events if isinstance(e, BatchesEnded) for v in e.logs["loss"]]


def test_a_torn_line_is_passed_over(tmp_path):
    write(tmp_path, TrainingBegan("1", 2, 3, 4), batches(0, 1.0))
    data = (tmp_path / NAME).read_bytes()
    (tmp_path / NAME).write_bytes(data[:-7])
    write(tmp_path, batches(1, 0.5))
    events = list(JournalReader(tmp_path).read_all())
    assert [type(e) for e in events] == [TrainingBegan, BatchesEnded]
    assert losses(events) == [0.5]


def test_what_a_full_disk_has_cut_hides_nothing_that_follows(tmp_path):
    journal = Journal(tmp_path)
    journal.write(batches(0, 1.0))
    file = journal._file
    journal._file = Mock(write=lambda line: file.write(line[:9]))
    with pytest.raises(OSError, match="No space left"):
        journal.write(batches(1, 0.75))
    journal._file = file  # there is room again
    journal.write(batches(2, 0.5))
    journal.close()
    assert losses(JournalReader(tmp_path).read_all()) == [1.0, 0.5]


@pytest.mark.parametrize(
    "garbage", [b"\0" * 1000, b'{"type":' * 10**5, b"x" * 2**25, b"\xff\xfe{}"]
)
def test_garbage_is_passed_over(tmp_path, garbage):
    write(tmp_path, batches(0, 1.0))
    with (tmp_path / NAME).open("ab") as file:
        file.write(garbage)
    write(tmp_path, batches(1, 0.5))
    reader = JournalReader(tmp_path)
    assert losses(reader.read_all()) == [1.0, 0.5]


@given(st.integers(0, 300))
def test_no_torn_end_hides_what_stands_before(tmp_path_factory, cut):
    folder = tmp_path_factory.mktemp("run")
    events = [TrainingBegan("1", 2, 3, 4), *(batches(i, 1.0) for i in range(3))]
    write(folder, *events)
    data = (folder / NAME).read_bytes()
    kept = data[: len(data) - cut]
    (folder / NAME).write_bytes(kept)
    found = list(JournalReader(folder).read_all())
    assert found == events[: kept.count(b"\n")]


def test_a_reader_follows_and_can_stop_at_a_byte(tmp_path):
    reader = JournalReader(tmp_path)
    assert reader.read() == []
    write(tmp_path, batches(0, 1.0))
    end = reader.size()
    write(tmp_path, batches(1, 2.0))
    assert losses(reader.read(end)) == [1.0]
    assert losses(reader.read()) == [2.0]
    assert reader.read() == []


def test_what_a_checkpoint_does_not_know_is_void(tmp_path):
    write(
        tmp_path,
        TrainingBegan("1", 2, 4, 4),
        batches(0, 1.0, 2.0, 3.0, 4.0),
        EpochEnded(0, 4, 1.0, {}),
        batches(4, 5.0, 6.0),
        TrainingBegan("1", 2, 4, 4, first_step=5, first_epoch=1),
        batches(5, 7.0, 8.0),
    )
    assert losses(told_until(tmp_path, 7, 1)) == [1, 2, 3, 4, 5, 7, 8]
    assert losses(told_until(tmp_path, 6, 1)) == [1, 2, 3, 4, 5, 7]
    told = list(told_until(tmp_path, 2, 0))
    assert losses(told) == [1, 2]
    assert not any(isinstance(e, EpochEnded) for e in told)


def test_what_was_told_before_two_interruptions_counts_once(tmp_path):
    write(
        tmp_path,
        TrainingBegan("1", 2, 4, 4),
        batches(0, 1.0, 2.0, 3.0),
        TrainingBegan("1", 2, 4, 4, first_step=2),
        batches(2, 3.5, 4.5),
        TrainingBegan("1", 2, 4, 4, first_step=1),
        batches(1, 2.5),
    )
    assert losses(told_until(tmp_path, 9, 9)) == [1, 2.5]


def test_what_was_told_last_is_known_without_the_rest(tmp_path):
    assert last_told(tmp_path) == []
    write(tmp_path, *(batches(step, 1.0) for step in range(9000)))
    told = last_told(tmp_path)
    assert told[-1] == batches(8999, 1.0)
    assert len(told) < 5000

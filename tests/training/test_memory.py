"""Where memory is short, a batch size that fits is found."""

import pytest
from drawings import digits, training
from hypothesis import given
from hypothesis import strategies as st

from kgraph.training import TrainingError, fit, memory
from kgraph.training.memory import largest_fitting


@given(st.integers(1, 4096), st.integers(0, 4096))
def test_the_largest_half_that_fits(size, room):
    def step(tried):
        if tried > room:
            raise RuntimeError("OOM when allocating tensor")

    found = largest_fitting(size, step)
    assert found <= room
    assert found < size
    if found:
        assert 4 * found + 3 >= size or 2 * found + 1 > room


def test_another_error_ends_the_search():
    def step(size):
        raise ValueError("shapes")

    assert largest_fitting(64, step) == 0


def test_a_run_without_memory_says_which_batches_fit(store, monkeypatch):
    tried = []

    def learn(self):
        raise MemoryError

    def first_batch(samples, size):
        tried.append(size)
        if size > 16:
            raise MemoryError
        return real(samples, size)

    real = memory.first_batch
    monkeypatch.setattr("kgraph.training.course.Course.learn", learn)
    monkeypatch.setattr(memory, "first_batch", first_batch)
    project = training(digits(), batch_size=128)
    with pytest.raises(TrainingError, match="Batches of 16 fit"):
        fit(project, store=store, report=lambda event: None)
    assert tried == [64, 32, 16]
    assert "Batches of 16 fit" in store.get("latest").error

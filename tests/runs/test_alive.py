"""Locks that the system takes back, however a process ends."""

import threading

import pytest

from kgraph.runs import alive
from kgraph.runs.alive import is_held, let_go, try_to_hold


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.lock"


def test_one_holds_at_a_time(path):
    with try_to_hold(path):
        assert is_held(path)
        assert try_to_hold(path) is None
    assert not is_held(path)
    with try_to_hold(path) as again:
        assert again is not None


def test_who_only_looks_is_in_nobodys_way(path):
    path.touch()
    looking = path.open("rb")
    alive._lock(looking, exclusive=False)
    threading.Timer(0.003, looking.close).start()
    with try_to_hold(path) as held:
        assert held is not None


def test_a_lock_that_was_taken_away_meanwhile_is_none(path, monkeypatch):
    opened = type(path).open
    times = []

    def open_late(self, mode):
        file = opened(self, mode)
        times.append(file)
        if len(times) == 1:
            self.unlink()  # by whoever held it, after it was opened here
        return file

    monkeypatch.setattr(type(path), "open", open_late)
    with try_to_hold(path) as held:
        assert len(times) == 2
        assert held is times[1]
        assert path.exists()


def test_who_lets_go_takes_no_lock_of_another_away(path, monkeypatch):
    held = try_to_hold(path)
    unlink = type(path).unlink
    others = []

    def unlink_late(self):
        others.append(try_to_hold(path))
        unlink(self)

    monkeypatch.setattr(type(path), "unlink", unlink_late)
    let_go(path, held)
    assert others == [None]
    assert not path.exists()


def test_who_lets_go_leaves_a_newer_lock_in_its_place(path):
    first = try_to_hold(path)
    path.unlink()  # as with a folder that was moved away
    with try_to_hold(path):
        let_go(path, first)
        assert is_held(path)

"""Tags and remarks: the person's own words at a run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.document.project import new_project
from kgraph.runs import RunError, RunStore
from kgraph.runs.storing.labelling import set_remarks, set_tags, tidy


@pytest.fixture
def store(tmp_path) -> RunStore:
    store = RunStore(tmp_path / "net.runs")
    run = store.begin(new_project("net"), seed=0, versions={})
    store.end(run.id, "finished")
    return store


def test_what_a_person_writes_at_a_run_stays(store):
    set_tags(store.folder, "0001", ["baseline", " small ", "baseline"])
    set_remarks(store.folder, "1", "  Try a smaller rate.\nThen a wider net.  ")
    run = RunStore(store.folder).get("latest")
    assert run.tags == ("baseline", "small")
    assert run.remarks == "Try a smaller rate.\nThen a wider net."

    set_tags(store.folder, "0001", [])
    assert store.get("1").tags == ()
    assert store.get("1").remarks


def test_a_run_that_is_not_there_takes_none(store):
    with pytest.raises(RunError, match="Received: '0002'"):
        set_tags(store.folder, "0002", ["baseline"])
    with pytest.raises(RunError, match="deleted meanwhile"):
        set_remarks(store.folder, "0002", "gone")


@given(st.lists(st.text()))
def test_tidy_tags_are_tidy(tags):
    once = tidy(tags)
    assert tidy(once) == once
    assert all(tag and tag == " ".join(tag.split()) for tag in once)

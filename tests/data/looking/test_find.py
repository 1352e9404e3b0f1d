"""Samples are found by part and class, page by page, and columns are told in numbers."""

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from kgraph import data
from kgraph.document.looks import Bar, Picture, Words
from kgraph.document.project import Data, DataSource, Split, new_project
from kgraph.engine.answer import answer
from kgraph.messages import Describe, Failed, Look, Looked, Summarize, Summarized


def project_of(kind, name, **split):
    source = DataSource(kind, name)
    return replace(new_project(), data=Data(source, split=Split(**split)))


DIGITS = project_of("builtin", "digits")


def texts(samples):
    return [look.text for sample in samples for look in sample.looks]


@pytest.fixture
def people(tmp_path: Path):
    """A table of 100 people, some of whom did not tell their age."""
    rows = (f"{n if n % 10 else ''},{'cat' if n % 4 else 'dog'}" for n in range(100))
    (tmp_path / "people.csv").write_text("age,pet\n" + "\n".join(rows))
    return project_of("csv", str(tmp_path / "people.csv"))


def test_samples_come_page_by_page():
    total, first = data.look(DIGITS, ("image", "digit"), count=10)
    assert total == 1797
    assert [sample.position for sample in first] == list(range(10))
    assert isinstance(first[0].looks[0], Picture)
    assert first[3].looks[1] == Words("3")
    _, last = data.look(DIGITS, ("digit",), first=1790, count=10)
    assert len(last) == 7


def test_a_class_and_a_part_are_looked_at_alone():
    total, sevens = data.look(DIGITS, ("digit",), where=("digit", "7"))
    assert total == 179
    assert set(texts(sevens)) == {"7"}
    shares = {
        part: data.look(DIGITS, ("digit",), part=part)[0]
        for part in ("train", "validation", "test")
    }
    assert sum(shares.values()) == 1797
    assert shares["test"] == pytest.approx(0.15 * 1797, abs=2)
    _, tested = data.look(DIGITS, ("digit",), part="test", count=50)
    assert {sample.part for sample in tested} == {"test"}


def test_the_parts_are_those_that_training_takes():
    _, samples = data.look(DIGITS, ("digit",), count=96)
    none_held = project_of("builtin", "digits", validation=0.0, test=0.0)
    assert len({sample.part for sample in samples}) == 3
    _, all_trained = data.look(none_held, ("digit",), count=96)
    assert {sample.part for sample in all_trained} == {"train"}
    _, unknown = data.look(project_of("builtin", "digits", test=2.0), ("digit",))
    assert {sample.part for sample in unknown} == {None}


def test_a_part_with_a_source_of_its_own_is_looked_at_there(people):
    other = replace(people.data.source, name=people.data.source.name + ".csv")
    Path(other.name).write_text("age,pet\n3,dog\n4,cat\n")
    project = replace(people, data=replace(people.data, test_source=other))
    total, samples = data.look(project, ("age",), part="test")
    assert (total, texts(samples)) == (2, ["3", "4"])
    assert {sample.part for sample in samples} == {"test"}
    assert data.look(project, ("age",))[0] == 100


def test_sources_beside_are_looked_at_too(people):
    both = replace(people.data, beside=(people.data.source,))
    _, samples = data.look(replace(people, data=both), ("age", "2.pet"), first=1)
    assert texts(samples)[:2] == ["1", "cat"]


def test_others_are_shown_by_chance_and_none_twice():
    _, some = data.look(DIGITS, ("digit",), seed=5)
    _, more = data.look(DIGITS, ("digit",), seed=5, first=24)
    one, other = ({s.position for s in page} for page in (some, more))
    assert not one & other
    assert sorted(one) != list(range(24))
    assert data.look(DIGITS, ("digit",), seed=5)[1] == some


def test_classes_of_numbers_are_found_by_their_text(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("stars\n" + "\n".join("12345" * 9))
    total, some = data.look(
        project_of("csv", str(path)), ("stars",), where=("stars", "4")
    )
    assert (total, set(texts(some))) == (9, {"4"})


def test_columns_are_told_in_numbers(people):
    summary = data.summarize(people, ("age", "pet", "nobody"))
    age, pet = summary.columns
    assert (age.missing, age.minimum, age.maximum) == (10, 1.0, 99.0)
    assert age.mean == pytest.approx(50.0)
    assert sum(bar.count for bar in age.bars) == 90
    assert pet.bars == (Bar("cat", 75), Bar("dog", 25))
    assert (pet.classes, summary.samples) == (2, 100)


def test_whole_numbers_within_a_short_range_have_a_bar_each(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("n\n" + "\n".join(map(str, [3, 5, 5, 7.0])))
    (column,) = data.summarize(project_of("csv", str(path)), ("n",)).columns
    bars = [(bar.label, bar.count) for bar in column.bars]
    assert bars == [("3", 1), ("4", 0), ("5", 2), ("6", 0), ("7", 1)]


def test_of_many_classes_the_frequent_ones_have_bars(tmp_path):
    rows = [f"c{n}" for n in range(60) for _ in range(60 - n)]
    (tmp_path / "x.csv").write_text("name\n" + "\n".join(rows))
    summary = data.summarize(project_of("csv", str(tmp_path / "x.csv")), ("name",))
    (column,) = summary.columns
    assert column.bars[0] == Bar("c0", 60)
    assert column.bars[-1].label == "others"
    assert sum(bar.count for bar in column.bars) == len(rows)


def test_of_very_many_values_some_are_looked_at(monkeypatch):
    monkeypatch.setattr("kgraph.data.looking.summary.MOST_VALUES", 6400)
    image, digit = data.summarize(DIGITS, ("image", "digit")).columns
    assert (image.looked_at, digit.looked_at) == (100, 1797)
    assert (image.minimum, image.maximum) == (0.0, 16.0)


def test_a_file_that_changed_is_read_anew(people):
    assert data.look(people, ("pet",))[0] == 100
    path = Path(people.data.source.name)
    path.write_text("age,pet\n1,cat\n")
    os.utime(path, ns=(1, 1))
    assert data.look(people, ("pet",))[0] == 1


def test_what_was_described_is_not_read_again_to_be_looked_at(people, monkeypatch):
    answer(Describe(people.data.source))
    monkeypatch.setattr("kgraph.data.looking.held.read_main", None)
    assert data.look(people, ("age",))[0] == 100
    assert isinstance(answer(Describe(people.data.source)), Failed)  # it always reads


def test_samples_are_looked_at_closely_by_their_position():
    total, (second, first) = data.look(
        DIGITS, ("image", "digit"), positions=(9, 4, 4000), part="test", detail=8
    )
    assert (total, second.position, first.position) == (2, 9, 4)
    assert first.looks[1] == Words("4")


def test_an_engine_looks(people):
    looked = answer(Look(3, people, ("age",), count=2, where=("pet", "dog")))
    assert isinstance(looked, Looked)
    assert (looked.number, looked.total, texts(looked.samples)) == (3, 25, ["", "4"])
    assert looked.samples[0].looks[0].is_missing
    told = answer(Summarize(4, people, ("age",)))
    assert isinstance(told, Summarized)
    failed = answer(Look(5, new_project(), ("age",)))
    assert isinstance(failed, Failed)
    assert failed.about == "5"
    unknown = answer(Look(6, people, ("weight",)))
    assert "'weight'" in unknown.message

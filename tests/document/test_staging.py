"""The stages of a training are added, moved, set and proposed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tuned_drawings import transfer

from kgraph.document.errors import EditError
from kgraph.document.project import Project, Stage, new_project
from kgraph.document.stages import frozen_layers
from kgraph.document.staging import (
    add_stage,
    duplicate_stage,
    extract_then_tune,
    move_stage,
    remove_stage,
    set_stage,
    title,
)


def with_stages(*names: str) -> Project:
    project = new_project()
    stages = tuple(Stage(name=name) for name in names)
    return replace(project, training=replace(project.training, stages=stages))


def names(project: Project) -> list[str]:
    return [stage.name for stage in project.training.stages]


def with_optimizer(**optimizer: object) -> Project:
    project = transfer(depth=4)
    config = {"class_name": "Adam", "config": optimizer}
    training = replace(project.training, optimizer=config, epochs=9)
    return replace(project, training=training)


def test_the_first_stage_takes_the_epochs_that_were_set():
    project = new_project()
    project = replace(project, training=replace(project.training, epochs=25))
    project, first = add_stage(project)
    project, second = add_stage(project)
    assert (first, second) == (0, 1)
    assert [stage.epochs for stage in project.training.stages] == [25, 10]


def test_stages_are_copied_moved_and_taken_away():
    project = with_stages("a", "b", "c")
    project, copy = duplicate_stage(project, 0)
    assert (names(project), copy) == (["a", "a", "b", "c"], 1)
    project, place = move_stage(project, 0, 2)
    assert (names(project), place) == (["a", "b", "a", "c"], 2)
    project, place = move_stage(project, 3, 9)
    assert place == 3
    assert names(remove_stage(project, 2)) == ["a", "b", "c"]


@given(st.permutations(["a", "b", "c", "d"]), st.integers(0, 3), st.integers(0, 3))
def test_moving_there_and_back_is_no_change(order: list[str], index: int, to: int):
    project = with_stages(*order)
    moved, place = move_stage(project, index, to)
    assert names(moved)[place] == order[index]
    back, _ = move_stage(moved, place, index)
    assert back == project


def test_a_setting_that_is_the_same_is_no_change():
    project = with_stages("a")
    assert set_stage(project, 0, "epochs", 10) is project
    changed = set_stage(project, 0, "layers", ["l1", "g1/l2"])
    assert changed.training.stages[0].layers == ("l1", "g1/l2")


def test_a_stage_that_is_not_there_is_answered_with_how_many_are():
    with pytest.raises(EditError, match=r"below 1\. Received: 3"):
        remove_stage(with_stages("a"), 3)


def test_a_stage_without_a_name_is_called_by_its_number():
    assert title(Stage(), 1) == "Stage 2"
    assert title(Stage(name="warm up"), 1) == "warm up"


def test_first_the_head_learns_then_the_last_of_the_submodel():
    project = extract_then_tune(with_optimizer(learning_rate=0.01))
    first, second = project.training.stages
    assert (first.epochs, second.epochs) == (5, 4)
    assert {layer for _, layer in frozen_layers(project, first)} == {
        "l2",
        *(f"l{number}" for number in range(2, 6)),
    }
    assert frozen_layers(project, second) == {("g1", "l2"), ("g1", "l3")}
    assert second.keeps_statistics
    assert second.learning_rate == 0.001


def test_the_rate_of_tuning_follows_the_optimizers_default_or_schedule():
    tuned = extract_then_tune(with_optimizer())
    assert tuned.training.stages[1].learning_rate == 0.0001
    schedule = {"class_name": "CosineDecay", "config": {}}
    tuned = extract_then_tune(with_optimizer(learning_rate=schedule))
    assert tuned.training.stages[1].learning_rate == 0.0001


def test_a_drawing_that_has_no_submodel_is_told_what_it_lacks():
    with pytest.raises(EditError, match="has not a submodel that learns"):
        extract_then_tune(new_project())

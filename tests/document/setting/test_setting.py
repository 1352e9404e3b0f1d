"""Any setting of a project is set by its path, as people type it."""

import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tuned_drawings import tuned

from kgraph import catalog
from kgraph.catalog import ParameterSpec
from kgraph.document.project import Project, Stage
from kgraph.document.setting import (
    SettingError,
    setting,
    with_setting,
    with_settings,
)

SGD = {"class_name": "SGD", "config": {}}
STOPPING = {"class_name": "EarlyStopping", "config": {}}


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("training.batch_size", "64", 64),
        ("training.seed", "none", None),
        ("training.tensorboard", "yes", True),
        ("training.device", "gpu:0", "gpu:0"),
        ("training.precision", "mixed_bfloat16", "mixed_bfloat16"),
        ("training.optimizer", "SGD", SGD),
        ("training.optimizer", '{"class_name": "SGD", "config": {}}', SGD),
        ("training.optimizer.config.learning_rate", "0.01", 0.01),
        ("training.callbacks", "EarlyStopping", (STOPPING,)),
        ("training.callbacks", "", ()),
        ("training.stages.0.epochs", "3", 3),
        ("training.stages.1.layers", "l2, l3", ("l2", "l3")),
        ("training.stages.1.callbacks", "EarlyStopping", (STOPPING,)),
        ("training.stages", '[{"trains": "all"}]', (Stage(trains="all"),)),
        ("data.split.test", "0.2", 0.2),
        ("data.source.name", "my.csv", "my.csv"),
        ("data.bindings.image.scaling", "standard", "standard"),
        ("data.bindings.image.reshape", "8,8,1", (8, 8, 1)),
        ("data.bindings.digit.class_weights", "balanced", "balanced"),
        ("data.bindings.digit.class_weights.3", "2.5", 2.5),
        ("layers.hidden.units", "64", 64),
        ("layers.hidden.activation", "tanh", "tanh"),
        ("layers.base/conv_1.kernel_size", "5x5", [5, 5]),
        (
            "layers.digit.loss",
            "MeanSquaredError",
            {"class_name": "MeanSquaredError", "config": {}},
        ),
    ],
)
def test_a_setting_has_the_value_that_was_typed(path, text, value):
    assert setting(with_setting(tuned(), path, text), path) == value


def test_an_object_is_set_and_then_told_more():
    project = with_settings(
        tuned(),
        [
            "training.optimizer=SGD",
            "training.optimizer.config.momentum=.9",
            "training.optimizer.config.learning_rate=CosineDecay",
            "training.optimizer.config.learning_rate.config.decay_steps=100",
            "training.callbacks=EarlyStopping,TerminateOnNaN",
            "training.callbacks.0.config.patience=3",
        ],
    )
    schedule = {"class_name": "CosineDecay", "config": {"decay_steps": 100}}
    assert project.training.optimizer == {
        "class_name": "SGD",
        "config": {"momentum": 0.9, "learning_rate": schedule},
    }
    patient, other = project.training.callbacks
    assert patient == {"class_name": "EarlyStopping", "config": {"patience": 3}}
    assert other["class_name"] == "TerminateOnNaN"


def test_what_is_the_default_again_is_not_said():
    project = with_setting(tuned(), "layers.hidden.use_bias", "no")
    again = with_setting(project, "layers.hidden.use_bias", "yes")
    assert again == tuned()
    assert project != again


def test_only_what_is_named_changes():
    project = tuned()
    changed = with_setting(project, "layers.base/conv_1.filters", "8")
    assert changed.main is project.main
    assert changed.training is project.training
    assert changed.data is project.data


@pytest.mark.parametrize(
    ("assignment", "words"),
    [
        ("training.batchsize=64", ("`training`", "`batchsize`", "`batch_size`")),
        ("trainig.epochs=3", ("`trainig`", "`training`")),
        ("training=3", ("`training.batch_size`",)),
        ("training.epochs", ("`training.batch_size=64`", "Received")),
        ("training.epochs=many", ("`training.epochs`", "a whole number", "`many`")),
        ("training.precision=float16", ("mixed_float16", "Received: `float16`")),
        ("training.optimizer=SDG", ("an optimizer", "`SGD`", "`SDG`")),
        ("training.optimizer.learning_rate=1", ("`config.learning_rate`",)),
        ("training.optimizer.config.rate=1", ("`training.optimizer.config`", "`rate`")),
        ("training.stages.7.epochs=3", ("`training.stages`", "2", "`7`")),
        (
            "training.stages.0.optimizer.config.x=1",
            ("Set", "`training.stages.0.optimizer`"),
        ),
        ("data.split.tests=1", ("`data.split`", "`test`")),
        ("data.bindings.imag.scaling=none", ("`data.bindings`", "`image`")),
        ("data.bindings.image.scaling=most", ("`standard`", "Received: `most`")),
        ("data.source.kind=xls", ("`csv`", "`xls`")),
        ("layers.hiden.units=3", ("`hiden`", "`hidden`")),
        ("layers.hidden.unit=3", ("`layers.hidden`", "`units`")),
        ("layers.hidden=3", ("`layers.hidden`", "`units`")),
        ("layers.base.units=3", ("a submodel", "`layers.base/…`")),
        ("layers.hidden.units.x=3", ("`layers.hidden.units`", "16")),
        ("training.optimizer=[1]", ("an optimizer", "`[1]`")),
        ("training.epochs=NaN", ("a whole number",)),
        ("layers.digit.metrics={}", ("`layers.digit.metrics`",)),
    ],
)
def test_what_is_no_setting_is_told_in_a_sentence_with_what_is_like_it(
    assignment, words
):
    with pytest.raises(SettingError) as told:
        with_settings(tuned(), [assignment])
    for word in words:
        assert word in str(told.value)
    assert "\n" not in str(told.value)


def test_names_may_hold_dots():
    project = tuned()
    hidden = next(x for x in project.main.layers.values() if x.name == "hidden")
    layers = {**project.main.layers, hidden.id: replace(hidden, name="block.1")}
    graphs = {**project.graphs, "main": replace(project.main, layers=layers)}
    project = replace(project, graphs=graphs)
    changed = with_setting(project, "layers.block.1.units", "7")
    assert changed.main.layers[hidden.id].config["units"] == 7


def typed(parameter: ParameterSpec) -> st.SearchStrategy:
    """Values of a parameter, as JSON."""
    kinds = {
        "integer": st.integers(0, 10**9),
        "float": st.floats(0, 1e6),
        "boolean": st.booleans(),
        "text": st.text(st.characters(codec="utf-8")).filter(lambda x: x != "none"),
        "choice": st.sampled_from(parameter.choices or [None]),
        "numbers": st.floats(0, 1),
        "shape": st.lists(st.integers(0, 99), min_size=2, max_size=3),
    }
    if parameter.takes and parameter.kind in ("object", "objects"):
        known = [s for s in catalog.load().all(*parameter.takes) if not s.needs_code]
        one = st.sampled_from([{"class_name": s.name, "config": {}} for s in known])
        return one if parameter.kind == "object" else st.lists(one, min_size=1)
    return kinds.get(parameter.kind, st.nothing())


def forms(project: Project) -> dict[str, ParameterSpec]:
    """Every path to a parameter of a form in the project."""
    find = catalog.load().find
    found = {
        f"{where}.{parameter.name}": parameter
        for where, kind, name in (
            ("training", "settings", "Training"),
            ("training.stages.0", "settings", "Stage"),
            ("training.optimizer.config", "optimizer", "Adam"),
            ("data.split", "settings", "Split"),
            ("layers.digit", "layer", "Output"),
            ("layers.hidden", "layer", "Dense"),
            ("layers.base/conv_1", "layer", "Conv2D"),
            ("layers.base/norm_1", "layer", "BatchNormalization"),
        )
        for parameter in find(kind, name).parameters
    }
    return {path: spec for path, spec in found.items() if not typed(spec).is_empty}


PROJECT = tuned()
FORMS = forms(PROJECT)
VALUES = {path: setting(PROJECT, path) for path in FORMS}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_set_is_what_is_read_then_and_nothing_else_differs(data):
    path = data.draw(st.sampled_from(sorted(FORMS)))
    value = data.draw(typed(FORMS[path]))
    text = value if isinstance(value, str) else json.dumps(value)
    changed = with_setting(PROJECT, path, text)
    read = setting(changed, path)
    assert (list(read) if isinstance(read, tuple) else read) == value
    for other, before in VALUES.items():
        if not (other.startswith(path) or path.startswith(other)):
            assert setting(changed, other) == before


@settings(deadline=None)
@given(st.data())
def test_a_path_that_leads_nowhere_never_changes_the_project(data):
    paths = [*FORMS, "data.source.kind", "data.bindings.image.columns"]
    path = data.draw(st.sampled_from(paths))
    at = data.draw(st.integers(0, len(path)))
    extra = data.draw(st.text(st.characters(codec="utf-8"), min_size=1, max_size=3))
    path = path[:at] + extra + path[at:]
    text = data.draw(st.sampled_from(["1", "x", "[]", "{}", "none", "", '"a"']))
    try:
        changed = with_setting(PROJECT, path, text)
    except SettingError:
        assert tuned() == PROJECT
        return
    assume(changed != PROJECT)
    assert setting(changed, path) != setting(PROJECT, path)

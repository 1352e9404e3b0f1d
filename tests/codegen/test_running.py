"""Programs in processes of their own train as the document says: flags, epochs, dtypes."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from run_programs import run_python
from tuned_drawings import tuned

from kgraph.codegen import generate
from kgraph.codegen.notebook import notebook
from kgraph.codegen.styles import Style
from kgraph.document.project import Project, Stage
from kgraph.modeling import build
from kgraph.modeling.freezing import flags_of, freeze

pytestmark = pytest.mark.slow

WATCHING = """
import json, runpy, sys

sys.path.insert(0, "")


def watch():
    import keras

    fitted = []
    fit = keras.Model.fit

    def told(model, *arguments, **named):
        history = fit(model, *arguments, **named, verbose=0)
        fitted.append(
            {
                "trained": [weight.path for weight in model.trainable_weights],
                "epochs": history.epoch,
                "logged": len(history.history["loss"]),
                "policies": {x.name: x.dtype_policy.name for x in model.layers},
                "rate": float(model.optimizer.learning_rate.value.numpy()),
                "names": sorted(history.history),
            }
        )
        return history

    keras.Model.fit = told
    return fitted
"""
PROGRAM = """
fitted = watch()
runpy.run_path(sys.argv[1], run_name="__main__")
print(json.dumps(fitted))
"""
NOTEBOOK = """
fitted, names = watch(), {"__name__": "__main__"}
for cell in json.load(open(sys.argv[1]))["cells"]:
    if cell["cell_type"] == "code" and cell["id"] != "curves":
        exec("".join(cell["source"]), names)
print(json.dumps(fitted))
"""


def fitted(text: str, folder: Path, runner: str = PROGRAM) -> list[dict]:
    """Runs a program and returns what each call of `fit()` did."""
    path = folder / "program"
    path.write_text(text)
    (folder / "watching.py").write_text(WATCHING + runner)
    printed = run_python("watching.py", path, cwd=folder)
    return json.loads(printed.splitlines()[-1])


def expected(project: Project) -> list[list[str]]:
    """The weights that each stage trains, as the model of the drawing names them."""
    model = build(project)
    drawn = flags_of(model)
    found = []
    for stage in project.training.all_stages:
        freeze(model, project, stage, drawn)
        found.append([weight.path for weight in model.trainable_weights])
    return found


def test_both_stages_train_what_they_say_and_their_epochs_are_one_count(tmp_path):
    project = tuned()
    first, second = fitted(generate(project).text, tmp_path)
    assert [first["trained"], second["trained"]] == expected(project)
    assert first["epochs"] + second["epochs"] == [0, 1, 2, 3, 4]
    assert first["rate"] == pytest.approx(1e-3)
    assert second["rate"] == pytest.approx(1e-4)


@pytest.mark.parametrize("style", ["functional", "subclass"])
def test_stages_of_every_kind_are_those_of_the_document(style: Style, tmp_path):
    one = tuned().graphs["g1"].layers
    conv = next(x.id for x in one.values() if x.name == "conv_2")
    stages = (
        Stage(trains="last", last=4, epochs=1),
        Stage(trains="except", layers=(f"g1/{conv}",), keeps_statistics=True, epochs=1),
        Stage(epochs=1),
        Stage(trains="last", epochs=1),
    )
    project = tuned(stages=stages)
    found = fitted(generate(project, style=style).text, tmp_path)
    trained = [[name.split("/", 1)[-1] for name in x["trained"]] for x in found]
    wanted = [[name.split("/", 1)[-1] for name in x] for x in expected(project)]
    assert [len(names) for names in trained] == [len(names) for names in wanted]
    assert [epoch for x in found for epoch in x["epochs"]] == [0, 1, 2, 3]


@pytest.mark.parametrize("style", ["functional", "subclass"])
def test_a_program_computes_in_the_precision_of_the_training(style: Style, tmp_path):
    project = tuned(stages=(), epochs=1, precision="mixed_bfloat16")
    [only] = fitted(generate(project, style=style).text, tmp_path)
    model = build(project, precision="mixed_bfloat16")
    wanted = {x.name: x.dtype_policy.name for x in model.layers}
    del wanted["image"]
    assert {name: only["policies"][name] for name in wanted} == wanted
    assert wanted["head"] == "float32"


def test_every_setting_of_fit_and_compile_reaches_keras(tmp_path):
    project = tuned(
        stages=(),
        epochs=4,
        initial_epoch=1,
        steps_per_epoch=5,
        steps_per_execution=2,
        validation_freq=2,
        validation_steps=2,
        validation_batch_size=8,
        jit_compile="off",
        device="cpu",
        backend="tensorflow",
        tensorboard=True,
        callbacks=({"class_name": "TerminateOnNaN", "config": {}},),
    )
    output = next(x for x in project.main.layers.values() if x.type == "Output")
    config = {**output.config, "weighted_metrics": ["accuracy"]}
    layers = {**project.main.layers, output.id: replace(output, config=config)}
    graph = replace(project.main, layers=layers)
    project = replace(project, graphs={**project.graphs, "main": graph})
    [only] = fitted(generate(project).text, tmp_path)
    assert only["epochs"] == [1, 2, 3]
    assert "weighted_accuracy" in only["names"]
    assert list((tmp_path / "tensorboard").rglob("events.*"))


def test_the_history_of_a_notebook_is_one(tmp_path):
    found = fitted(notebook(tuned(device="cpu")), tmp_path, NOTEBOOK)
    assert [x["logged"] for x in found] == [2, 5]
    assert [x["trained"] for x in found] == expected(tuned())


def test_a_program_shares_batches_among_all_devices(tmp_path):
    found = fitted(generate(tuned(device="all")).text, tmp_path)
    assert [x["trained"] for x in found] == expected(tuned())

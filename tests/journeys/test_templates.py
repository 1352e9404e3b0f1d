"""Every template from opening to a model that is taken away, on both roads."""

import subprocess
import sys
from pathlib import Path

import keras
import pytest

from kgraph import data, templates
from kgraph.document.project import Project
from kgraph.export import export
from kgraph.messages import EpochEnded
from kgraph.runs import RunStore
from kgraph.training import fit

# The least that the validation samples must say of each, at the best epoch.
GOOD = {
    "digits": {"accuracy": 0.97},
    "wine": {"accuracy": 0.95},
    "diabetes": {"r2_score": 0.4},
    "breast_cancer": {"diagnosis_accuracy": 0.93, "worst_area_r2_score": 0.8},
    "siamese": {"accuracy": 0.95},
    # All bright pixels would be an IoU of 0.42; no pixel at all an accuracy of 0.92.
    "unet": {"iou": 0.75, "accuracy": 0.975},
    # With random weights of MobileNet; its head alone comes to 0.87.
    "transfer": {"accuracy": 0.88},
}


def validation_scores(project: Project, file: Path) -> dict[str, float]:
    """Judges an exported model with the validation samples of its project."""
    model = keras.saving.load_model(file)
    samples = data.load(project).validation
    inputs, targets = list(samples.inputs.values()), samples.targets
    return model.evaluate(
        inputs if len(inputs) > 1 else inputs[0],
        targets if len(targets) > 1 else next(iter(targets.values())),
        return_dict=True,
        verbose=0,
    )


def test_every_template_is_judged():
    assert set(GOOD) == {template.name for template in templates.all_templates()}


@pytest.mark.slow
@pytest.mark.parametrize("name", GOOD)
def test_a_template_trains_to_a_good_score_and_is_exported(name: str, tmp_path: Path):
    project = templates.load(name)
    path, file = tmp_path / f"{name}.kgraph", tmp_path / "model.keras"
    events = []
    fit(project, store=RunStore.beside(path), report=events.append)
    epochs = [event.logs for event in events if isinstance(event, EpochEnded)]
    best = min(epochs, key=lambda logs: logs["val_loss"])
    export(project, "keras", file, path=path, run="best")
    exported = validation_scores(project, file)
    for metric, least in GOOD[name].items():
        assert best[f"val_{metric}"] >= least
        assert exported[metric] == pytest.approx(best[f"val_{metric}"], abs=1e-4)


@pytest.mark.slow
@pytest.mark.parametrize("name", GOOD)
def test_a_templates_program_trains_to_a_good_score(name: str, tmp_path: Path):
    project = templates.load(name)
    program = tmp_path / f"{name}.py"
    export(project, "python", program)
    subprocess.run([sys.executable, program], cwd=tmp_path, check=True, timeout=300)
    scores = validation_scores(project, tmp_path / f"{name}.keras")
    for metric, least in GOOD[name].items():
        assert scores[metric] >= least

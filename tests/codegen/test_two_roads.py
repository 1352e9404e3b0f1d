"""Two roads, one model: `build(project)` and the program give the same config."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from keras_models import CASES
from random_models import models
from run_programs import difference
from tidy import complaints, reformatting
from written_drawings import DRAWINGS

from kgraph import templates
from kgraph.codegen import generate
from kgraph.document import files
from kgraph.document.project import Project
from kgraph.modeling import read

RUNNER = Path(__file__).parents[1] / "run_programs.py"


def differences(projects: list[Project]) -> list[str]:
    """Runs all programs in one clean process; says what differs in their configs."""
    entries = [
        {"document": files.dumps(p).decode(), "program": generate(p).text}
        for p in projects
    ]
    done = subprocess.run(
        [sys.executable, RUNNER],
        input=json.dumps(entries),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_drawings_and_templates_give_the_config_of_build():
    projects = [drawing() for drawing in DRAWINGS]
    projects += [templates.load(t.name) for t in templates.all_templates()]
    assert differences(projects) == [""] * len(projects)


@pytest.mark.filterwarnings("ignore:When providing `inputs` as a dict")
@pytest.mark.filterwarnings("ignore:Layer 'inner' .* was passed an input with a mask")
@pytest.mark.parametrize("name", CASES)
def test_what_comes_from_keras_gives_the_config_of_build(name: str):
    project = read(CASES[name]())
    text = generate(project).text
    assert reformatting(text) == complaints(text) == ""
    assert difference(project, text) == ""


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(project=models())
def test_any_model_gives_the_config_of_build(project: Project):
    assert difference(project, generate(project).text) == ""

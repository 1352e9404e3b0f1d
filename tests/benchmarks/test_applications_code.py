"""Every model of `keras.applications` is written as a program that makes the same."""

import keras
import pytest
from run_programs import run
from same_config import same_config

from kgraph.codegen import generate
from kgraph.document.applications import APPLICATIONS
from kgraph.modeling import read
from kgraph.modeling.clean_state import in_clean_state


@pytest.mark.parametrize("name", [known.name for known in APPLICATIONS])
def test_an_application_is_written_as_a_program(benchmark, name):
    with keras.StatelessScope(initialize_variables=False):
        model = getattr(keras.applications, name)(weights=None)
    project = read(model)
    program = benchmark.pedantic(generate, (project,), rounds=1).text
    with keras.StatelessScope(initialize_variables=False):
        again = in_clean_state(lambda: run(program)["build_model"]())
    assert same_config(again) == same_config(model)

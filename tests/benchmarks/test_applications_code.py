"""Every model of `keras.applications` is written as a program that makes the same."""

import inspect

import keras
import pytest
from run_programs import run
from same_config import same_config

from kgraph.codegen import generate
from kgraph.modeling import read
from kgraph.modeling.clean_state import in_clean_state

NAMES = sorted(
    name
    for name, made in vars(keras.applications).items()
    if inspect.isfunction(made) and name[0].isupper()
)


@pytest.mark.parametrize("name", NAMES)
def test_an_application_is_written_as_a_program(benchmark, name):
    with keras.StatelessScope(initialize_variables=False):
        model = getattr(keras.applications, name)(weights=None)
    project = read(model)
    program = benchmark.pedantic(generate, (project,), rounds=1).text
    with keras.StatelessScope(initialize_variables=False):
        again = in_clean_state(lambda: run(program)["build_model"]())
    assert same_config(again) == same_config(model)

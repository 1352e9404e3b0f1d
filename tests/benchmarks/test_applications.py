"""Every model of `keras.applications` is drawn and built as the very same one."""

import inspect

import keras
import pytest
from same_config import same_config

from kgraph.modeling import build, read

NAMES = sorted(
    name
    for name, made in vars(keras.applications).items()
    if inspect.isfunction(made) and name[0].isupper()
)


@pytest.mark.parametrize("name", NAMES)
def test_an_application_comes_back(benchmark, name):
    with keras.StatelessScope(initialize_variables=False):
        model = getattr(keras.applications, name)(weights=None)
    project = benchmark.pedantic(read, (model,), rounds=1)
    again = build(project, has_weights=False)
    assert same_config(again) == same_config(model)
    assert read(again) == project


def test_there_are_forty_of_them():
    assert len(NAMES) == 40

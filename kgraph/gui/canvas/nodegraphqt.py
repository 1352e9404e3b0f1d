"""Imports NodeGraphQt, which wants the `distutils` that Python 3.12 no longer has."""

import warnings
from importlib import import_module
from importlib.util import find_spec

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", ".*distutils.*", DeprecationWarning)
    if find_spec("distutils") is None:
        import_module("setuptools")  # brings its own
    import_module("NodeGraphQt")

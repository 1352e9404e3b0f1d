"""Imports NodeGraphQt, which wants the `distutils` that Python 3.12 no longer has."""

import sys
import warnings

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    if sys.version_info >= (3, 12):
        import setuptools  # noqa: F401  (brings its own distutils)
    import NodeGraphQt  # noqa: F401

"""Gives a model to the converters of TensorFlow, PyTorch and JAX, each by its road.

May import what `export` may. Start reading at `road.py`, which takes a road, in a
process of its own where another backend is needed; the other files are the roads, and
`inference.py` is the function that all of them trace.
"""

from kgraph.export.conversion.road import ConversionError, convert, is_open

__all__ = ["ConversionError", "convert", "is_open"]

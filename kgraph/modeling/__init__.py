"""From the document to a Keras model, and back.

May import the document, the catalogue and Keras; Keras's objects are made by names of
the catalogue alone. Start reading at `build.py`, then `inference/`, which learns shapes
and problems without making a weight, and `reading/`, the way back.
"""

from kgraph.modeling.build import BuildError, build
from kgraph.modeling.inference import infer
from kgraph.modeling.objects import ObjectError, make
from kgraph.modeling.proof import Trial, prove
from kgraph.modeling.reading import ReadError, read

__all__ = [
    "BuildError",
    "ObjectError",
    "ReadError",
    "Trial",
    "build",
    "infer",
    "make",
    "prove",
    "read",
]

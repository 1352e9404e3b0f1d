"""From the document to a Keras model, and back.

May import the document, the catalogue and Keras; Keras's objects are made by names of
the catalogue alone. Start reading at `build.py`, then `infer.py`, which learns shapes
and problems without making a weight.
"""

from kgraph.modeling.build import BuildError, build
from kgraph.modeling.infer import infer
from kgraph.modeling.objects import ObjectError, make
from kgraph.modeling.read import read
from kgraph.modeling.wiring import ReadError

__all__ = ["BuildError", "ObjectError", "ReadError", "build", "infer", "make", "read"]

"""A project as the Python program that a Keras user would write; needs no Keras.

May import the catalogue and the document. Start reading at `program.py`, then
`function.py` for how a graph becomes a function and `layout.py` for how lines break.
"""

from kgraph.codegen.errors import CodegenError
from kgraph.codegen.program import Program, generate

__all__ = ["CodegenError", "Program", "generate"]

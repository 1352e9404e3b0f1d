"""A project as the Python program that a Keras user would write; needs no Keras.

May import the catalogue and the document. Start reading at `program.py`, then
`models.py` for the styles in which a graph is written and `layout.py` for how lines
break; `loading/` gets the samples, `fitting/` lets the model learn.
"""

from kgraph.codegen.errors import CodegenError
from kgraph.codegen.program import Program, generate
from kgraph.codegen.styles import STYLES, Style

__all__ = ["STYLES", "CodegenError", "Program", "Style", "generate"]

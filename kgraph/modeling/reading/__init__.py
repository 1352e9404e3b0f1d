"""From a Keras model to a drawing; none of the model's code is run.

May import the document, Keras and the objects of `kgraph.modeling`. Start reading at
`read.py`; `wiring.py` reads who calls whom and `defaults.py` what goes without saying.
"""

from kgraph.modeling.reading.read import read
from kgraph.modeling.reading.wiring import ReadError

__all__ = ["ReadError", "read"]

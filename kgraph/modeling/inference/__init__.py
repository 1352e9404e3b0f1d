"""What can be known about a drawing without making a weight.

May import the document, Keras and the operations of `kgraph.modeling`. Start reading
at `infer.py`; `passes.py` goes through the graphs, `probe.py` asks Keras of one call,
`placeholder.py` the file that a layer came from which Keras does not know.
"""

from kgraph.modeling.inference.infer import infer

__all__ = ["infer"]

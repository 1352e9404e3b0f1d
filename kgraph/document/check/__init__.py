"""What stands in the way of a model as far as the drawing alone can tell, in words.

May import the catalogue and the document's values, never Keras. Start reading at
`project.py`, which gathers the rules about the drawing, and `training.py`, which does
those about its training.
"""

from kgraph.document.check.project import check
from kgraph.document.check.training import check_training

__all__ = ["check", "check_training"]

"""What stands in the way of a model as far as the drawing alone can tell, in words.

May import the catalogue and the document's values, never Keras. Start reading at
`project.py`, which gathers the rules of the other files.
"""

from kgraph.document.check.project import check

__all__ = ["check"]

"""Data as a person looks at it: samples as what they are, and columns in numbers.

May import the rooms that read data and divide it, and the document. Start reading at
`find.py`, then `looks.py`; `held.py` keeps what was read last.
"""

from kgraph.data.looking.find import look
from kgraph.data.looking.summary import summarize

__all__ = ["look", "summarize"]

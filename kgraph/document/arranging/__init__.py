"""What stands where: frames and notes, what lies in them, nodes in line, room for one.

May import the document's values, its edits and sizes of the layout. Start reading at
`annotations.py`, then `framing.py`; `align.py` and `room.py` move nodes.
"""

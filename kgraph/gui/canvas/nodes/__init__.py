"""Nodes on the canvas: what they say as a value, how big they are, how they look.

May import the document, the theme and of NodeGraphQt the items that these are made of.
Start reading at `card.py`, then `geometry.py`, `node_item.py` and `node_painter.py`.
"""

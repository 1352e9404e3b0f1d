"""Frames and notes on the canvas: how they look, and how they are moved and edited.

May import the document, the theme and the canvas's items, never NodeGraphQt itself.
Start reading at `annotating.py`, then `handling.py` (the mouse) and `item.py`.
"""

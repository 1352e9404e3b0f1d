"""Edges on the canvas: their way, their words, and how they are drawn by the mouse.

May import the document, the theme, the nodes' items and of NodeGraphQt those of pipes.
Start reading at `edge_item.py`, then `edge_drawing.py`, which hears the mouse.
"""

"""The canvas as a figure for a paper or a slide: as vectors, or as an image.

May import the document and the canvas. Start reading at `draw.py`.
"""

from kgraph.gui.figures.draw import FIGURES, FigureError, draw
from kgraph.gui.figures.headless import draw_headless

__all__ = ["FIGURES", "FigureError", "draw", "draw_headless"]

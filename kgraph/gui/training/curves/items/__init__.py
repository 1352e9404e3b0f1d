"""What stands in a plot and beside it: lines, flags, axes, the legend, the read-out.

May import the numbers, what the person chose, and the window's look; pyqtgraph paints.
Start reading at `lines.py`, then `flags.py`.
"""

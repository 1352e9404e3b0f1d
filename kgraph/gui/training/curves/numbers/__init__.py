"""The numbers that runs tell: kept as they come, thinned, smoothed, and as a table.

May import NumPy, the document and the messages; nothing here is painted. Start reading
at `told.py`, then `series.py` for how few points of a curve are drawn.
"""

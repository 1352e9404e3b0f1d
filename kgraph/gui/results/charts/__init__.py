"""Charts of curves and of numbers; this room alone imports pyqtgraph for results.

Start reading at `chart.py`.
"""

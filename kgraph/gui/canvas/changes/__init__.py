"""Marks on the canvas of what came, went and changed between two drawings.

May import what the canvas may. Start reading at `marks.py`, then `gone_edges.py`.
"""

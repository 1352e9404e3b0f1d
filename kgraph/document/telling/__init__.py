"""Drawings in words: a part of one, what differs between two, and where.

May import the catalogue and the document's values. Start reading at `words.py`, then
`summary.py`.
"""

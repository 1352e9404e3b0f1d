"""One sample looked at closely, in a window of its own.

May import the results' own rooms and what these may import. Start reading at
`walking.py`, then `dialog.py`.
"""

"""Runs for other programs, and for those who get a `.keras` file of one.

May import what the room above may, its values, and `storing`. Start reading at
`text.py`; `recipe.py` is what travels in a `.keras` file.
"""

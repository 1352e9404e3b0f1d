"""The run store, a SQLite file: what it has of runs, and how it changes.

May import what the room above may, its values, and `folder`. Start reading at
`store.py`; `listing.py` reads many runs, `recovering.py` learns from their folders.
"""

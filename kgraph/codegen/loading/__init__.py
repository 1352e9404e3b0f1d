"""Writes how a program gets its samples: `load_data()`, and batches of files.

May import what the rest of `codegen` does. Start reading at `loading.py` for data that
a few lines load, then `tables/` for tables of which more is asked, and `reading.py`
for samples that lie in files.
"""

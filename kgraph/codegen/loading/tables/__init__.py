"""Writes `load_data()` for tables of which more is asked than to be read and divided.

May import what the rest of `codegen` does. Start reading at `writing.py`, then
`reading.py` for how each kind of source becomes a dict of arrays.
"""

from kgraph.codegen.loading.tables.writing import is_table, table_functions

__all__ = ["is_table", "table_functions"]

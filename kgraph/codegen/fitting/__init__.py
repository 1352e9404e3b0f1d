"""Writes how the model of a program learns: devices, losses, stages, and `fit()`.

May import what the rest of `codegen` does, and what `loading/` writes. Start reading
at `fitting.py`, then `compiling.py` and `staging.py`.
"""

"""Models that are made, not read: by a person's program, or by `keras.applications`.

May import `importing.errors` alone. Start reading at `program.py`, which runs a program
in a process of its own; `applications.py` needs none, and `fetching.py` is how it
downloads.
"""

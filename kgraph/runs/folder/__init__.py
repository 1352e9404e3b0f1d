"""What goes in and out of a run's folder: what it tells, and what it is asked for.

May import `messages`. Start reading at `journal.py`, then `commands.py`.
"""

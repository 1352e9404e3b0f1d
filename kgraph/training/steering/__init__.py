"""What a person asks of a run while it goes on, and how the run follows.

May import what the room above may. Start reading at `control.py`, then `helm.py`.
"""

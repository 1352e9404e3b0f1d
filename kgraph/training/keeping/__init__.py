"""What a run keeps on the disk: checkpoints to go on from, its best and last weights.

May import what the room above may, and `words.py` of it. Start reading at
`checkpoint.py`, then `weights.py`.
"""

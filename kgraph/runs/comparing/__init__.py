"""Runs beside other runs: what differs between them, and which of them were meant.

May import what the room above may, and its values. Start reading at
`settings.py`, then `comparison.py`.
"""

"""What a run tells while its model learns, and where it is written down.

May import what the room above may, `keeping` and `steering`. Start reading at
`report.py`, then `record.py`.
"""

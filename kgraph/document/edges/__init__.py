"""Many edges changed at once: exchanged, put into another order, closed over a gap.

May import the catalogue and the document's values; one edge alone is drawn in
`edits.py`. Start reading at `rewiring.py`, then `heal.py`.
"""

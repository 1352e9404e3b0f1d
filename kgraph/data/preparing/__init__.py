"""Columns become what a layer is given: filled, scaled, coded, shaped and weighed.

May import `table.py` and `lazy.py` of the room above, and the document; scikit-learn
computes. Start reading at `prepare.py`.
"""

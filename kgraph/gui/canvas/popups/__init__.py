"""Small questions at the cursor: what to place, where an edge shall lead.

May import the catalogue, the document and the theme, never NodeGraphQt. Start reading
at `popup.py`; `searching.py` and `destinations.py` are the answers, as pure functions.
"""

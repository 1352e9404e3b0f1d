"""Which part of a foreign config reaches Keras, and what becomes of the rest.

May import the catalogue, the document's values and the limits of `importing.opening`.
Start reading at `allowlist.py`: `named.py` knows the classes that a name may mean,
`wired.py` the calls, `lengths.py` and `counting.py` how large is too large.
"""

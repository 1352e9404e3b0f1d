"""Parts of a drawing as values of their own: copied, bundled, and placed again.

May import the rest of the document, neither Keras nor Qt. Start reading at
`fragments.py` (part of one graph), then `bundles.py`, which brings its submodels along.
"""

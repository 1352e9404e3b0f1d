"""Files that nobody vouches for, opened: bounded, checked, and made a Keras model.

May import the document, `modeling` and the rules of `importing.allowing`. Start reading
at `loading.py`: `model_file.py` reads a file as data, HDF5 in a process of its own, and
`placeholders.py` stands in for classes that are not here. `limits.py` says how much a
file may ask for.
"""

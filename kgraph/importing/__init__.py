"""Foreign models in: files of Keras, `keras.applications`, programs that build one.

May import `training`, `runs`, `modeling` and what lies below; nothing that a file names
is run. Start reading at `source.py`.
"""

"""Foreign models in: files of Keras, `keras.applications`, programs that build one.

May import `training`, `runs`, `modeling` and what lies below; nothing that a model's
file names is run, and a program runs only in a process of its own, once somebody has
said yes. Start reading at `source.py`, which asks `kinds.py` what it has before it:
`opening/` makes a model of a file of which `allowing/` has let through what is known,
`making/` one of a program or by name.
"""

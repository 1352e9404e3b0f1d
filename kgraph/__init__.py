"""Draw a neural network as a graph of Keras layers, train it, take it away.

The rooms, in the order in which the data flows: `catalog`, `document`, `templates`,
`blocks`, `messages`, `codegen`, `modeling`, `data`, `training`, `runs`, `export`,
`engine`, `gui`, and `cli` on top.
"""

__version__ = "0.1.0"

"""What was drawn, as values: graphs, projects, and the edits from one to the next.

May import the catalogue and msgspec; neither Keras nor Qt. Start reading at `graph.py`
(definition, instance, call), then `edits.py`; each folder is a room of its own.
"""

"""What is carried when something is dragged from the palette."""

OPERATION = "application/x-kgraph-operation"
"""MIME type of a dragged catalogue entry; the data is its name in UTF-8."""

FRAGMENT = "application/x-kgraph-fragment"
"""MIME type of copied nodes; the data is a graph as JSON."""

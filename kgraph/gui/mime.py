"""What is carried when something is dragged from the palette, or copied."""

OPERATION = "application/x-kgraph-operation"
"""MIME type of a dragged catalogue entry; the data is its name in UTF-8."""

FRAGMENT = "application/x-kgraph-fragment"
"""MIME type of copied nodes; the data is a bundle, written as a file is."""

INCOMING = "application/x-kgraph-incoming"
"""MIME type of the edges that led to copied nodes; the data is JSON."""

COLUMNS = "application/x-kgraph-columns"
"""MIME type of dragged columns of the data; the data is a JSON list of names."""

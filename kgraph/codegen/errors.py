"""What is said when a drawing cannot be written as a program."""

from kgraph.document.errors import KgraphError


class CodegenError(KgraphError):
    """A drawing, or a part of it, for which there is no Python code."""

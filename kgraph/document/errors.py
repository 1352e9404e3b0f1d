"""The errors of the document, each named after the rule that it protects."""


class KgraphError(Exception):
    """An error whose text is written for the person who uses kgraph."""


class EditError(KgraphError):
    """An edit that would leave a drawing that cannot be."""


class CycleError(EditError):
    """An edge that would close a cycle."""


class FileError(KgraphError):
    """A file that cannot be read or written; the text names it and the place."""


class DataError(KgraphError):
    """Data that cannot be read, or does not fit what it is bound to."""


class UntrustedError(DataError):
    """Data that a program makes which the person has not agreed to run."""

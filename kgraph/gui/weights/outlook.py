"""What becomes of the trained weights of the drawing, as far as the window can tell."""

from pathlib import Path

from kgraph.document.analysis import Analysis
from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.document.weights import Contents, Fates, fates, read_contents, resolved
from kgraph.gui.document import Document

Version = tuple[Path, int, int]


class Outlook:
    """Looks into the weights file, again only after it has changed."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._version: Version | None = None
        self._contents: Contents | None = None
        self._asked: tuple[Project, Analysis, Version] | None = None
        self._fates = Fates()

    def fates(self, analysis: Analysis) -> Fates:
        """Returns which layers keep their weights; nothing where there is no file."""
        document = self._document
        folder = document.path.parent if document.path else None
        version = _version(resolved(document.project, folder))
        if version is None:
            return Fates()
        if version != self._version:
            self._version, self._contents = version, _contents(version[0])
        if self._contents is None:
            return Fates()
        asked = (document.project, analysis, version)
        if (
            self._asked is None
            or any(a is not b for a, b in zip(asked[:2], self._asked[:2], strict=True))
            or version != self._asked[2]
        ):
            self._fates = fates(document.project, analysis, self._contents)
            self._asked = asked
        return self._fates


def _version(path: Path | None) -> Version | None:
    """Returns what tells one state of a file from another; None if there is none."""
    try:
        found = path.stat() if path is not None else None
    except (OSError, ValueError):
        return None
    return (path, found.st_mtime_ns, found.st_size) if path and found else None


def _contents(path: Path) -> Contents | None:
    try:
        return read_contents(path)
    except KgraphError:
        return None

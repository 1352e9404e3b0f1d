"""The clipboard: parts of drawings as text that people can read, and back."""

from typing import NamedTuple

import msgspec
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from kgraph.document import files
from kgraph.document.copying import fragments
from kgraph.document.copying.incoming import Incoming
from kgraph.document.errors import FileError
from kgraph.document.project import Project
from kgraph.gui import mime

NOTHING = "The clipboard holds no part of a drawing."


class Clip(NamedTuple):
    """Copied nodes with the submodels they need, and the edges that led to them."""

    bundle: Project
    incoming: Incoming = Incoming()


def put(clip: Clip) -> None:
    """Puts nodes on the clipboard; a text editor gets them as a `.kgraph` file."""
    data = QMimeData()
    written = files.dumps(clip.bundle)
    data.setData(mime.FRAGMENT, written)
    data.setData(mime.INCOMING, msgspec.json.encode(clip.incoming))
    data.setText(written.decode())
    QGuiApplication.clipboard().setMimeData(data)


def take() -> Clip:
    """Returns what is on the clipboard, whoever put it there.

    Raises:
        FileError: If it is no part of a drawing.
    """
    # None on a clipboard that nothing was ever put on.
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    if data is None:
        raise FileError(NOTHING)
    written = bytes(data.data(mime.FRAGMENT).data()) or data.text().encode(
        errors="replace"
    )
    if not written.lstrip().startswith(b"{"):
        raise FileError(NOTHING)
    try:
        bundle = files.loads(written, "clipboard")
    except FileError as error:
        raise FileError(f"{NOTHING} {error}") from error
    if not fragments.corners(bundle.main):
        raise FileError(NOTHING)
    return Clip(bundle, _incoming(bytes(data.data(mime.INCOMING).data())))


def _incoming(data: bytes) -> Incoming:
    try:
        return msgspec.json.decode(data, type=Incoming)
    except (msgspec.DecodeError, RecursionError):
        return Incoming()

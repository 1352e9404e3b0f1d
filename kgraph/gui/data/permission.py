"""Asks before a program that makes data is run."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kgraph.document import files
from kgraph.document.errors import KgraphError
from kgraph.gui.importing.trust_dialog import Purpose, TrustDialog
from kgraph.gui.theme import Theme
from kgraph.gui.trouble import tell
from kgraph.runs import trust

TITLE = "Not Read"
PURPOSE = Purpose(
    "“{name}” is a program that makes data.",
    "kgraph has to run it to get its samples. The code runs on this computer with "
    "your rights: it can read, change and delete what you can. Run it only if you "
    "know where it comes from.",
    "&Run and Read",
)


class Permission(QObject):
    """Asks once for each content of a file.

    Args:
        window: What the question stands before.
    """

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme

    def ask(self, path: Path, allowed: Callable[[], None]) -> None:
        """Calls a function as soon as the person has agreed to run this file."""
        try:
            content = files.read_bytes(path)
        except KgraphError as error:
            tell(self._window, TITLE, str(error))
            return
        if trust.is_trusted_content(content):
            allowed()
            return
        dialog = TrustDialog(self._window, path, content, self._theme, PURPOSE)
        dialog.accepted.connect(lambda: self._keep(path, content, allowed))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def set_theme(self, theme: Theme) -> None:
        """Takes the colours of the dialogs that open from now on."""
        self._theme = theme

    def _keep(self, path: Path, content: bytes, allowed: Callable[[], None]) -> None:
        try:
            if files.read_bytes(path) != content:
                sentence = f"“{path.name}” has changed meanwhile. Look at it anew."
                tell(self._window, TITLE, sentence)
                return
            trust.trust(path)
        except (KgraphError, OSError) as error:
            tell(self._window, TITLE, f"The answer cannot be kept: {error}")
            return
        allowed()

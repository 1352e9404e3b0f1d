"""Where an export goes: a path that can be typed, or looked for."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from kgraph.document.formats import Format


class TargetField(QWidget):
    """A path whose end follows the format.

    Args:
        proposed: Where the drawing is, or would be.
        is_careful: Whether to propose no name that a file has already.
    """

    changed = Signal()

    def __init__(self, proposed: Path, *, is_careful: bool = False) -> None:
        super().__init__()
        self._is_careful = is_careful
        self._suffix = proposed.suffix
        self._format: Format | None = None
        self.line = QLineEdit(str(proposed), accessibleName="File")
        self.line.textChanged.connect(self.changed)
        self.browse = QPushButton("&Browse…")
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._look_for)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.browse)
        self.setFocusProxy(self.line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else no label leads here

    @property
    def path(self) -> Path | None:
        """The path, with the format's suffix; None while there is none."""
        text = self.line.text().strip()
        if not text or (Path(text).expanduser().is_dir() and self._is_file):
            return None
        return Path(self._ended(text)).expanduser().absolute()

    def show_format(self, format: Format) -> None:
        """Ends the path as files of this format do."""
        text = self.line.text().strip()
        if self._suffix:
            text = text.removesuffix(self._suffix)
        self._format, self._suffix = format, format.suffix
        if text and not text.endswith("/"):
            self.line.setText(self._free(text) + format.suffix)

    def _free(self, text: str) -> str:
        """Numbers a name for which there is a file that this drawing did not make."""
        name, number = text, 2
        while self._is_careful and Path(name + self._suffix).expanduser().exists():
            name, number = f"{text}-{number}", number + 1
        return name

    @property
    def _is_file(self) -> bool:
        return self._format is None or not self._format.is_folder

    def _ended(self, text: str) -> str:
        return text if text.endswith(self._suffix) else text + self._suffix

    def _look_for(self) -> None:
        dialog = QFileDialog(self, "Export To", self.line.text())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # The dialog behind says so itself.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        if self._format is not None and self._format.suffix:
            dialog.setNameFilter(f"{self._format.title} (*{self._format.suffix})")
        dialog.fileSelected.connect(self._take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, path: str) -> None:
        self.line.setText(self._ended(path))

"""What stands where no samples can be shown: none yet, being read, or unreadable."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from kgraph.document.project import DataSource
from kgraph.gui.look.labels import label

NONE = (
    "No data yet. Choose above where the samples come from, or drop a file or a folder "
    "of images, sounds or texts here."
)
WIDTH = 460
MEGABYTE = 1_000_000


class EmptyPage(QWidget):
    """A sentence in the middle, and what helps."""

    permission_wished = Signal()
    """The person wants to look at the program that makes the data."""

    def __init__(self) -> None:
        super().__init__()
        self.text = label("", "muted")
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName("Reading the data")
        self.bar.hide()
        self.allow = QPushButton("Look at the Program…")
        self.allow.clicked.connect(self.permission_wished)
        inside = QVBoxLayout()
        inside.setSpacing(10)
        middle = Qt.AlignmentFlag.AlignHCenter
        inside.addStretch(1)
        inside.addWidget(self.text)
        inside.addWidget(self.bar, 0, middle)
        inside.addWidget(self.allow, 0, middle)
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.addLayout(inside)
        self.bar.setFixedWidth(WIDTH // 2)

    def show_state(self, source: DataSource | None, trouble: str) -> None:
        """Says why there is nothing to see.

        Args:
            trouble: Why the source cannot be read; empty while it is being read.
        """
        is_read = source is not None and not trouble
        if not is_read or self.bar.isHidden():
            self.text.setText(
                trouble or ("The data is being read…" if source else NONE)
            )
            self.bar.setRange(0, 0)
        self.bar.setVisible(is_read)
        is_program = source is not None and source.kind == "python"
        self.allow.setVisible(is_program and bool(trouble))

    def show_progress(self, what: str, done: int, total: int | None) -> None:
        """Shows how far a download got."""
        of = f" of {total / MEGABYTE:.1f}" if total else ""
        self.text.setText(f"Downloading {what}: {done / MEGABYTE:.1f}{of} MB")
        self.bar.setRange(0, 1000 if total else 0)
        if total:
            self.bar.setValue(round(1000 * done / total))

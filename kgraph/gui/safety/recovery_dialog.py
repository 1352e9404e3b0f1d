"""Offers what a process left behind that ended without closing its window."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kgraph.gui.look.labels import label
from kgraph.gui.safety.recovery import Recovered

WIDTH = 480


class RecoveryDialog(QDialog):
    """Names the drawing, when it was kept, and what the file does not have.

    Closing it is Later: the drawing is offered again at the next start.
    """

    def __init__(
        self, parent: QWidget, recovered: Recovered, facts: Sequence[str]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Recover Unsaved Changes")
        self.setMinimumWidth(WIDTH)
        self.is_discarded = False
        path = recovered.path
        name = f"“{path.name}”" if path else "A drawing that was never saved"
        kept = datetime.fromtimestamp(recovered.time)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        title = f"kgraph ended before {name} was saved." if path else f"{name} is here."
        layout.addWidget(label(title, "title"))
        where = f"{path.parent}, kept" if path else "Kept"
        layout.addWidget(label(f"{where} {kept:%A %d %B, %H:%M:%S}.", "muted"))
        layout.addWidget(label("\n".join(f"•  {fact}" for fact in facts)))
        layout.addStretch(1)
        layout.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        recover = QPushButton("&Recover", objectName="recover")
        recover.setProperty("role", "primary")
        recover.setDefault(True)
        recover.clicked.connect(self.accept)
        discard = QPushButton("&Discard", objectName="discard")
        discard.clicked.connect(self._discard)
        later = QPushButton("&Later", objectName="later")
        later.clicked.connect(self.reject)
        box.addButton(recover, role.AcceptRole)
        box.addButton(discard, role.DestructiveRole)
        box.addButton(later, role.RejectRole)
        return box

    def _discard(self) -> None:
        self.is_discarded = True
        self.reject()

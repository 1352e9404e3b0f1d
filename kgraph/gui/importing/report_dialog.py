"""What an import has to tell: what came, and what could not come as it was."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kgraph.document.project import Project
from kgraph.document.reports import Finding
from kgraph.document.telling.words import plural
from kgraph.gui.importing.came import came
from kgraph.gui.look.buttons import row_of
from kgraph.gui.look.labels import label
from kgraph.gui.panels.findings import FindingList
from kgraph.gui.theme import Theme

SIZE = (560, 420)


class ImportReportDialog(QDialog):
    """Stays beside the window; a finding that is chosen shows its layer there."""

    place_chosen = Signal(str)
    """Where a finding is: a layer's name or path."""

    def __init__(
        self,
        parent: QWidget,
        source: str,
        project: Project,
        findings: Sequence[Finding],
        theme: Theme,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Import Report")
        name = Path(source).name
        facts = came(project)
        self.text = "\n".join((name, *facts, *(f.sentence for f in findings)))
        self.findings = FindingList(findings, theme)
        self.findings.chosen.connect(self.place_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(8)
        layout.addWidget(label(f"What came with “{name}”", "title"))
        layout.addWidget(label("\n".join(f"•  {fact}" for fact in facts)))
        layout.addSpacing(4)
        layout.addWidget(label(_heading(findings), "title"))
        layout.addWidget(self.findings, 1)
        layout.addWidget(label("Click on a finding to see its layer.", "muted"))
        layout.addWidget(self._buttons())
        self.close_button.setFocus()
        self.resize(SIZE[0], min(SIZE[1], self.sizeHint().height()))

    def _buttons(self) -> QDialogButtonBox:
        copy = QPushButton("&Copy Report", objectName="copy")
        copy.clicked.connect(self._copy)
        self.close_button = QPushButton("Close", objectName="close")
        self.close_button.clicked.connect(self.accept)
        return row_of(self.close_button, copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)


def _heading(findings: Sequence[Finding]) -> str:
    warnings = sum(finding.severity == "warning" for finding in findings)
    notes = len(findings) - warnings
    parts = [
        plural(n, word) for n, word in ((warnings, "warning"), (notes, "note")) if n
    ]
    return " and ".join(parts).capitalize()

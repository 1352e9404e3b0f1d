"""A list of what a report found, each with its place in the drawing."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from kgraph.document.reports import Finding
from kgraph.gui.look.icons import icon
from kgraph.gui.theme import Theme

SIGN = QSize(16, 16)
ROWS = 5  # that are seen without scrolling, where there is room
ROW = 28
ICONS = {"note": ("info", "muted"), "warning": ("warning", "warning")}


class FindingList(QListWidget):
    """Shows findings, warnings first; one that is chosen tells where it is."""

    chosen = Signal(str)

    def __init__(self, findings: Sequence[Finding], theme: Theme) -> None:
        super().__init__(wordWrap=True)
        self.setObjectName("findings")
        self.setAccessibleName("Findings")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setResizeMode(self.ResizeMode.Adjust)
        self.setIconSize(SIGN)
        for finding in sorted(findings, key=lambda f: f.severity != "warning"):
            self._add(finding, theme)
        self.itemClicked.connect(self._tell)
        self.itemActivated.connect(self._tell)

    def sizeHint(self) -> QSize:
        """Asks for no more room than the first findings need."""
        return QSize(super().sizeHint().width(), ROW * min(self.count(), ROWS) + 8)

    def shown(self) -> list[str]:
        """Returns the sentences, from the top."""
        return [self.item(row).text() for row in range(self.count())]

    def _add(self, finding: Finding, theme: Theme) -> None:
        name, role = ICONS[finding.severity]
        item = QListWidgetItem(finding.sentence, self)
        item.setIcon(icon(name, theme, getattr(theme, role)))
        item.setData(Qt.ItemDataRole.UserRole, finding.where)

    def _tell(self, item: QListWidgetItem) -> None:
        where = item.data(Qt.ItemDataRole.UserRole)
        if where:
            self.chosen.emit(where)

"""The report of an export: the proof, what it found, and the way to the file."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kgraph.document.formats import format_named
from kgraph.document.reports import Proof, Report
from kgraph.gui.exporting import words
from kgraph.gui.look.buttons import row_of
from kgraph.gui.look.icons import icon
from kgraph.gui.look.labels import label
from kgraph.gui.panels.findings import FindingList
from kgraph.gui.theme import Theme

WIDTH = 540
SIGN = QSize(16, 16)


class ExportReportDialog(QDialog):
    """Stays beside the window; a finding that is chosen shows its layer there."""

    place_chosen = Signal(str)
    """Where a finding is: a layer's name or path."""

    def __init__(
        self, parent: QWidget, format: str, target: str, report: Report, theme: Theme
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Export Report")
        self.setMinimumWidth(WIDTH)
        self._theme = theme
        self._target = Path(target)
        self.is_good = report.proof is None or report.proof.is_passed
        self.text = words.report_text(format_named(format), target, report)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addLayout(self._head(words.verdict(target, report)))
        layout.addWidget(self._label(_place(target, report.proof), "muted"))
        if report.proof is not None:
            layout.addLayout(self._checks(report.proof))
        if report.findings:
            layout.addWidget(self._findings(report), 1)
        else:
            layout.addStretch()
        layout.addSpacing(4)
        layout.addWidget(self._buttons())
        self.close_button.setFocus()

    def _head(self, verdict: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._sign(self.is_good), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label(verdict, "title"), 1)
        return row

    def _checks(self, proof: Proof) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        for row, check in enumerate(proof.checks):
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(self._sign(check.is_passed), row, 0, top)
            grid.addWidget(self._label(words.check_name(check)), row, 1, top)
            role = "muted" if check.is_passed else "error"
            grid.addWidget(self._label(check.text, role), row, 2, top)
        if text := words.difference(proof):
            grid.addWidget(self._label(text, "muted"), len(proof.checks), 1, 1, 2)
        return grid

    def _findings(self, report: Report) -> FindingList:
        view = FindingList(report.findings, self._theme)
        view.chosen.connect(self.place_chosen)
        return view

    def _buttons(self) -> QDialogButtonBox:
        folder = QPushButton("&Show in Folder", objectName="folder")
        folder.clicked.connect(self._show_folder)
        folder.setEnabled(self._target.exists())
        copy = QPushButton("&Copy Report", objectName="copy")
        copy.clicked.connect(self._copy)
        self.close_button = QPushButton("Close", objectName="close")
        self.close_button.clicked.connect(self.accept)
        return row_of(self.close_button, folder, copy)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target.parent)))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)

    def _sign(self, is_good: bool) -> QLabel:
        name = "success" if is_good else "error"
        sign = QLabel()
        sign.setAccessibleName("passed" if is_good else "failed")
        drawn = icon(name, self._theme, getattr(self._theme, name))
        sign.setPixmap(drawn.pixmap(SIGN, self.devicePixelRatioF()))
        return sign

    def _label(self, text: str, role: str = "") -> QLabel:
        made = label(text, role)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made


def _place(target: str, proof: Proof | None) -> str:
    return "\n".join(filter(None, (target, words.extent(target, proof))))

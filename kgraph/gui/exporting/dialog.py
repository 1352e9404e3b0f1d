"""What the model is exported as: the formats, and what each lets a person choose."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kgraph.document.formats import FORMATS, Format, missing
from kgraph.gui.exporting.choices import ChoicesPanel
from kgraph.gui.exporting.target import TargetField
from kgraph.gui.exporting.weights import Weights
from kgraph.gui.inspector.section import muted
from kgraph.gui.inspector.style import style_sheet
from kgraph.gui.theme import Theme

SIZE = (680, 400)
LIST = 190


class ExportDialog(QDialog):
    """Lists the formats beside a page about the one that is marked.

    Args:
        weights: What can be chosen, the default first.
        proposed: Where the drawing is, or would be.
        is_saved: Whether it is there, and files of its name may be its own.
    """

    def __init__(
        self,
        parent: QWidget,
        weights: Sequence[Weights],
        proposed: Path,
        theme: Theme,
        format: str = "keras",
        *,
        is_saved: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self.resize(*SIZE)
        ground = f"QDialog {{ background: {theme.surface.name()}; }}"
        self.setStyleSheet(style_sheet(theme) + ground)
        self.list = _make_list(theme)
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.about = QLabel(wordWrap=True)
        self.choices = ChoicesPanel(weights)
        self.target = TargetField(proposed, is_careful=not is_saved)
        self.hint = muted()
        self.missing = QLabel(wordWrap=True)
        self.missing.setProperty("role", "warning")
        self.copy = QPushButton("&Copy the Command")
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        self.button = QPushButton("&Export", objectName="export")
        self.button.setProperty("role", "primary")
        self.button.setDefault(True)
        self.button.clicked.connect(self.accept)
        self._arrange()
        self.target.changed.connect(self._look)
        self.list.currentItemChanged.connect(self._show)
        self.list.setCurrentRow(list(FORMATS).index(format))
        self.list.setFocus()

    @property
    def format(self) -> Format:
        """The format that is marked."""
        found: Format = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        return found

    def _show(self) -> None:
        format = self.format
        absent = missing(format)
        self.title.setText(format.title)
        self.about.setText(format.documentation)
        self.missing.setText(absent)
        self.missing.setVisible(bool(absent))
        self.copy.setVisible(bool(absent))
        self.choices.setVisible(not absent)
        self.hint.setVisible(not absent)
        self.choices.show_format(format, self.target)
        self.target.show_format(format)
        self._set_tab_order()
        self._look()

    def _set_tab_order(self) -> None:
        """Lets Tab go from top to bottom, whichever rows there are."""
        target = (self.target.line, self.target.browse)
        chain = (self.list, self.copy, *self.choices.fields, *target, self.button)
        for before, after in pairwise(chain):
            self.setTabOrder(before, after)

    def _look(self) -> None:
        """Says what the button would do."""
        path = self.target.path
        is_there = path is not None and path.exists()
        self.button.setText("&Replace" if is_there else "&Export")
        self.button.setEnabled(path is not None and not self.missing.text())
        if path is None:
            self.hint.setText("Give the file a name.")
        elif not path.parent.is_dir():
            self.hint.setText(f"There is no folder {path.parent}.")
            self.button.setEnabled(False)
        elif is_there:
            self.hint.setText(f"“{path.name}” is there already and will be replaced.")
        elif self.format.is_figure:
            self.hint.setText("Drawn as it is laid out, in light colours on white.")
        else:
            self.hint.setText("It is read again in a clean process and compared.")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(command(self.format))

    def _arrange(self) -> None:
        page = QVBoxLayout()
        page.setSpacing(8)
        for widget in (self.title, self.about, self.missing):
            page.addWidget(widget)
        page.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        page.addSpacing(4)
        page.addWidget(self.choices)
        page.addWidget(self.hint)
        page.addStretch(1)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self.list)
        sides.addLayout(page, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addLayout(sides, 1)
        layout.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        cancel = QPushButton("Cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        box = QDialogButtonBox()
        box.addButton(self.button, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        return box


def command(format: Format) -> str:
    """Returns what installs all that a format needs."""
    return f"pip install 'kgraph[{format.extra}]'"


def _make_list(theme: Theme) -> QListWidget:
    view = QListWidget(accessibleName="Formats")
    view.setFixedWidth(LIST)
    for format in FORMATS.values():
        item = QListWidgetItem(format.title, view)
        item.setData(Qt.ItemDataRole.UserRole, format)
        item.setToolTip(format.documentation)
        if missing(format):
            item.setForeground(theme.muted)
    return view

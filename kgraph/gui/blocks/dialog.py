"""The form that asks for the parameters of a block before it is placed."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kgraph.blocks import Block, BlockError
from kgraph.document.project import Project
from kgraph.document.telling.words import plural
from kgraph.document.values import is_same, plain
from kgraph.gui.inspector.editors import EditorFactory, FormEditor
from kgraph.gui.inspector.section import muted
from kgraph.gui.inspector.style import style_sheet
from kgraph.gui.placeables import ends_in_words
from kgraph.gui.theme import Theme

WIDTH = 460
LINES = 2  # that stay free below the form for what is said of a parameter


class BlockDialog(QDialog):
    """Shows what a block is and its parameters; says at once what cannot be.

    Args:
        config: The parameters to begin with, where they differ from the default.

    Attributes:
        bundle: The block with the parameters that were accepted, None until then.
    """

    def __init__(
        self, block: Block, config: Mapping[str, Any], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.bundle: Project | None = None
        self._block = block
        self._config = dict(config)
        self._refused: dict[str, str] = {}
        self._ready: Project | None = None
        self.setWindowTitle(f"Add {block.spec.name}")
        ground = f"BlockDialog {{ background: {theme.surface.name()}; }}"
        self.setStyleSheet(style_sheet(theme) + ground)
        self.form = self._make_form(theme)
        self.hint = muted()
        self.hint.setMinimumHeight(LINES * self.fontMetrics().lineSpacing())
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.sentence = QLabel(wordWrap=True, objectName="sentence")
        self.add = QPushButton("Add", default=True)
        self.add.setProperty("role", "primary")
        self.add.clicked.connect(self.accept)
        self._show()
        self._arrange()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._explain)
        self._focus_first(config)

    def accept(self) -> None:
        """Closes with the block, unless what is typed is still no value."""
        for row in self.form.rows.values():
            row.editor.finish()
        self.bundle = self._ready
        if self.bundle is not None:
            super().accept()

    def _make_form(self, theme: Theme) -> FormEditor:
        form = EditorFactory(theme).form(self._block.spec.parameters, folds=False)
        form.edited.connect(self._edit)
        form.reset_requested.connect(self._reset)
        for name, row in form.rows.items():
            row.editor.refused.connect(partial(self._refuse, name))
        return form

    def _arrange(self) -> None:
        cancel = QPushButton("Cancel")
        cancel.clicked.connect(self.reject)
        buttons = QDialogButtonBox()
        buttons.addButton(self.add, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        spec = self._block.spec
        title = QLabel(spec.name)
        title.setProperty("role", "title")
        summary = QLabel(spec.summary, wordWrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(8)
        for widget in (title, summary, muted(spec.documentation)):
            layout.addWidget(widget)
        layout.addSpacing(4)
        layout.addWidget(self.form)
        layout.addWidget(self.hint)
        layout.addStretch()
        layout.addWidget(self.sentence)
        layout.addWidget(buttons)
        self.setMinimumWidth(WIDTH)
        self.resize(WIDTH, 0)
        self._grow()

    def _focus_first(self, config: Mapping[str, Any]) -> None:
        """Begins where the person has something to say, with all of it selected."""
        names = [name for name in self.form.rows if name not in config]
        if not names:
            return
        editor = self.form.rows[names[0]].editor
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        line = editor.findChild(QLineEdit)
        if line is not None:
            line.selectAll()

    def _explain(self, _: object, focused: QWidget | None) -> None:
        """Says what the parameter is that the person has come to."""
        for row in self.form.rows.values():
            if focused is not None and row.editor.isAncestorOf(focused):
                self.hint.setText(row.parameter.documentation)

    def _edit(self, name: str, value: object) -> None:
        parameter = self._block.spec.parameter(name)
        if parameter is not None and is_same(value, plain(parameter.default)):
            self._config.pop(name, None)
        else:
            self._config[name] = value
        self._show()

    def _reset(self, name: str) -> None:
        self._config.pop(name, None)
        self._show()

    def _refuse(self, name: str, message: str) -> None:
        if message != self._refused.get(name, ""):
            self._refused[name] = message
            self._tell()

    def _show(self) -> None:
        self.form.show_values(self._config)
        self._tell()

    def _tell(self) -> None:
        """Says what will be placed, or why nothing can be."""
        self._ready, text = None, ""
        if not any(self._refused.values()):  # else a row says why
            try:
                self._ready = self._block.make(self._config)
                text = _in_words(self._ready)
            except BlockError as error:
                text = str(error)
        self.sentence.setText(text)
        self.sentence.setProperty("role", "muted" if self._ready else "error")
        self.sentence.style().polish(self.sentence)
        self.add.setEnabled(self._ready is not None)
        self._grow()

    def _grow(self) -> None:
        """Makes room for what is said, so that no field is squeezed."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            needed = layout.totalHeightForWidth(self.width())
            self.resize(self.width(), max(self.height(), needed))


def _in_words(bundle: Project) -> str:
    nodes = plural(len(bundle.main.nodes), "node")
    return f"A submodel of {nodes}: {ends_in_words(bundle.main)}."

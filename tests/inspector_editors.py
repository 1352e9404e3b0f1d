"""Editors of single parameters, and how they are typed into."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kgraph import catalog
from kgraph.catalog import ParameterSpec
from kgraph.gui.inspector.editors import Editor, EditorFactory
from kgraph.gui.theme import DARK


def make(
    qtbot: QtBot, parameter: ParameterSpec, value: Any = None
) -> tuple[Editor, list[Any]]:
    editor = EditorFactory(DARK).editor(parameter)
    qtbot.addWidget(editor)
    if editor.below is not None:
        qtbot.addWidget(editor.below)
    editor.set_value(value)
    editor.show()
    wishes: list[Any] = []
    editor.changed.connect(wishes.append)
    return editor, wishes


def of(kind: str, name: str, parameter: str) -> ParameterSpec:
    return catalog.load().find(kind, name).parameter(parameter)


def retype(qtbot: QtBot, editor: QWidget, text: str) -> None:
    line = editor.findChild(QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, text) if text else qtbot.keyClick(line, Qt.Key.Key_Delete)


def choose(qtbot: QtBot, combo: QComboBox, text: str) -> None:
    """Picks an entry as the keyboard does: typing its name."""
    qtbot.keyClicks(combo, text)
    if combo.currentText() != text:
        combo.setCurrentText(text)
        combo.activated.emit(combo.currentIndex())

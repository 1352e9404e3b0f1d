"""What tests read and type on the inspector's pages."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from kgraph.document.columns import Column, DataDescription
from kgraph.document.project import DataSource

Show = Callable[..., Any]

DIGITS = DataDescription(
    1797,
    (
        Column("image", (8, 8), minimum=0, maximum=16),
        Column("digit", categories=tuple("0123456789")),
    ),
)


def config(document: Any, node: str) -> dict[str, Any]:
    return document.graph.layer_of(node).config


def retype(qtbot: QtBot, line: QLineEdit, text: str) -> None:
    line.selectAll()
    qtbot.keyClicks(line, text)


def line_of(form: Any, name: str) -> QLineEdit:
    return form.rows[name].editor.findChild(QLineEdit)


def texts(panel: Any) -> str:
    return "\n".join(
        label.text() for label in panel.page.findChildren(QLabel) if label.isVisible()
    )


def pick(combo: QComboBox, text: str) -> None:
    combo.setCurrentText(text)
    combo.activated.emit(combo.currentIndex())


def with_digits(document: Any, panel: Any) -> None:
    source = DataSource("builtin", "digits")
    document.edit("x", lambda p: replace(p, data=replace(p.data, source=source)))
    panel.set_description(DIGITS)

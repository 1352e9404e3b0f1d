"""Every parameter has an editor that takes any value of a file."""

import json
from typing import Any

import pytest
from inspector_editors import make, of
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kgraph import catalog
from kgraph.gui.inspector.editors import EditorFactory
from kgraph.gui.theme import DARK


@pytest.mark.parametrize("name", ["units", "activation", "dtype"])
def test_a_wheel_over_the_form_changes_nothing(qtbot: QtBot, name: str) -> None:
    editor, wishes = make(qtbot, of("layer", "Dense", name), {"units": 4}.get(name))
    field = editor.focusProxy()
    field.clearFocus()
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, turn)
    assert not turn.isAccepted()
    assert wishes == []


@pytest.mark.parametrize(
    "kind", ["layer", "op", "optimizer", "schedule", "callback", "loss", "metric"]
)
def test_every_parameter_of_the_catalogue_has_an_editor_that_shows_its_default(
    qtbot: QtBot, kind: str
) -> None:
    factory = EditorFactory(DARK)
    for spec in catalog.load().all(kind):
        for parameter in spec.parameters:
            editor = factory.editor(parameter)
            wishes: list[Any] = []
            editor.changed.connect(wishes.append)
            editor.set_value(json.loads(json.dumps(parameter.default)))
            assert wishes == []
            assert editor.focusProxy().accessibleName() == parameter.name
            editor.deleteLater()


ODD = [
    None,
    True,
    3,
    -1.5,
    "text",
    [],
    [1, "a", None],
    [{"class_name": 3}],
    {},
    {"class_name": "L2"},
]
ODD += [{"class_name": "L2", "config": "no"}, {"class_name": None, "config": {"x": 1}}]


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_no_value_of_a_file_breaks_an_editor(qtbot: QtBot, value: Any) -> None:
    kinds = {
        p.kind: p
        for s in catalog.load().all("layer", "optimizer", "settings")
        for p in s.parameters
    }
    assert len(kinds) == 13
    for parameter in kinds.values():
        _, wishes = make(qtbot, parameter, value)
        assert wishes == []

"""The dialog of exports lists the formats, and says what each needs."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kgraph.document import formats
from kgraph.document.formats import FORMATS, Format, Option
from kgraph.gui.exporting import dialog as module
from kgraph.gui.exporting.dialog import ExportDialog
from kgraph.gui.exporting.weights import Weights

FIRST = Option("precision", "Precision", ("float32", "int8"), ("32 bits", "8 bits"))
SECOND = Option("shapes", "Shapes", ("with", "without"), ("With", "Without"))
RICH = Format("rich", "Rich", ".rich", "With options.", (FIRST, SECOND))
ABSENT = Format(
    "absent", "Absent", ".absent", "Not here.", extra="far", packages=("no_such",)
)
FOLDER = Format("folder", "Folder", "", "Many files.", has_weights=False)


@pytest.fixture
def dialog(qtbot, monkeypatch, theme, tmp_path):
    more = {format.name: format for format in (RICH, ABSENT, FOLDER)}
    monkeypatch.setattr(module, "FORMATS", {**FORMATS, **more})
    window = QWidget()
    qtbot.addWidget(window)
    weights = [Weights("Of the best run", "best"), Weights("New", is_new=True)]
    dialog = ExportDialog(window, weights, tmp_path / "digits.kgraph", theme)
    dialog.open()
    dialog.behind = window  # which would be gone with its last name
    return dialog


def mark(dialog, title):
    (item,) = dialog.list.findItems(title, Qt.MatchFlag.MatchExactly)
    dialog.list.setCurrentItem(item)


def test_every_format_is_listed_in_order(dialog):
    titles = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert titles == [f.title for f in module.FORMATS.values()]
    assert titles[: len(FORMATS)] == [f.title for f in formats.FORMATS.values()]


def test_the_file_ends_as_the_format_does(dialog, tmp_path):
    assert dialog.target.path == tmp_path / "digits.keras"
    mark(dialog, "Rich")
    assert dialog.target.path == tmp_path / "digits.rich"
    dialog.target.line.setText(str(tmp_path / "mine"))
    mark(dialog, "Keras model")
    assert dialog.target.path == tmp_path / "mine.keras"
    mark(dialog, "Folder")
    assert dialog.target.path == tmp_path / "mine"


def test_options_have_their_defaults_and_are_kept(dialog):
    mark(dialog, "Rich")
    assert dialog.choices.options == {"precision": "float32", "shapes": "with"}
    dialog.choices.boxes["precision"].setCurrentIndex(1)
    mark(dialog, "Keras model")
    assert dialog.choices.options == {}
    mark(dialog, "Rich")
    assert dialog.choices.options == {"precision": "int8", "shapes": "with"}


def test_weights_are_asked_for_where_there_are_any(dialog):
    assert dialog.choices.weights_box.isVisible()
    mark(dialog, "Folder")
    assert not dialog.choices.weights_box.isVisible()
    mark(dialog, "Rich")
    assert dialog.choices.weights_box.isVisible()
    assert dialog.choices.weights.run == "best"


def test_a_format_that_is_not_installed_says_what_to_install(dialog):
    mark(dialog, "Absent")
    assert "pip install 'kgraph[far]'" in dialog.missing.text()
    assert dialog.missing.isVisible()
    assert not dialog.button.isEnabled()
    assert not dialog.choices.isVisible()
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == "pip install 'kgraph[far]'"
    mark(dialog, "Keras model")
    assert dialog.button.isEnabled()


def test_a_file_that_is_there_is_not_replaced_unasked(dialog, tmp_path):
    assert dialog.button.text() == "&Export"
    (tmp_path / "digits.keras").touch()
    mark(dialog, "Rich")
    mark(dialog, "Keras model")
    assert dialog.button.text() == "&Replace"
    assert "will be replaced" in dialog.hint.text()


def test_a_target_that_cannot_be_is_not_accepted(dialog, tmp_path):
    for text in ("", "   ", str(tmp_path / "none" / "here")):
        dialog.target.line.setText(text)
        assert not dialog.button.isEnabled(), text


def test_a_folder_is_no_name_of_a_file(dialog, tmp_path):
    Path(tmp_path, "taken").mkdir()
    dialog.target.line.setText(str(tmp_path / "taken"))
    assert not dialog.button.isEnabled()


def test_all_can_be_done_by_keyboard(dialog, qtbot):
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.list.hasFocus()
    for _ in range(list(module.FORMATS).index("rich")):
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.format is RICH
    qtbot.waitUntil(dialog.choices.boxes["shapes"].isVisible)
    seen = []
    for _ in range(6):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        seen.append(dialog.focusWidget().accessibleName())
    assert seen[:4] == ["Weights", "Precision", "Shapes", "File"]
    QTest.keyClick(dialog.target.line, Qt.Key.Key_Return)
    assert dialog.result() == dialog.DialogCode.Accepted


def test_files_that_a_new_drawing_did_not_make_are_left_alone(qtbot, theme, tmp_path):
    for name in ("digits.keras", "digits-2.keras"):
        (tmp_path / name).touch()
    window = QWidget()
    qtbot.addWidget(window)
    proposed, weights = tmp_path / "digits.kgraph", [Weights("New", is_new=True)]
    dialog = ExportDialog(window, weights, proposed, theme, is_saved=False)
    assert dialog.target.path == tmp_path / "digits-3.keras"
    assert dialog.button.text() == "&Export"


def test_the_label_of_the_file_leads_to_it(dialog, qtbot):
    qtbot.waitUntil(dialog.list.hasFocus)
    QTest.keyClick(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    assert dialog.target.line.hasFocus()

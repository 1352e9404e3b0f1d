"""What is asked before an import."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from kgraph.document.applications import APPLICATIONS
from kgraph.gui.importing.applications_dialog import ApplicationsDialog
from kgraph.gui.importing.trust_dialog import LINES, TrustDialog


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def choosing(window, theme):
    dialog = ApplicationsDialog(window, theme)
    dialog.open()
    return dialog


def test_every_known_model_is_listed(choosing):
    assert choosing.shown() == [known.name for known in APPLICATIONS]


def test_typing_finds_a_model_and_enter_takes_it(choosing):
    QTest.keyClicks(choosing.field, "resnet v2")
    assert choosing.shown() == [
        "InceptionResNetV2",
        "ResNet101V2",
        "ResNet152V2",
        "ResNet50V2",
    ]
    QTest.keyClick(choosing.field, Qt.Key.Key_Down)
    QTest.keyClick(choosing.field, Qt.Key.Key_Return)
    assert choosing.result() == choosing.DialogCode.Accepted
    assert choosing.chosen.name == "ResNet101V2"


def test_nothing_can_be_taken_where_nothing_is_found(choosing):
    choosing.field.setText("no such model")
    assert choosing.chosen is None
    assert not choosing.button.isEnabled()
    assert choosing.hint.text() == "No model is called that."
    choosing.field.clear()
    assert choosing.button.isEnabled()


def test_it_is_said_what_is_downloaded(choosing):
    choosing.field.setText("vgg16")
    assert "nothing is downloaded" in choosing.hint.text()
    choosing.weights.setCurrentIndex(1)
    assert "553 MB" in choosing.hint.text()
    assert choosing.chosen_weights == "imagenet"


@pytest.fixture
def trusting(window, tmp_path, theme):
    def open_dialog(content):
        dialog = TrustDialog(window, tmp_path / "model.py", content, theme)
        dialog.open()
        return dialog

    return open_dialog


def test_enter_and_escape_say_no(trusting, qtbot):
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        dialog = trusting(b"import os")
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        QTest.keyClick(dialog.focusWidget(), key)
        assert dialog.result() == dialog.DialogCode.Rejected
        assert not dialog.isVisible()


def test_what_will_run_is_shown(trusting, tmp_path):
    dialog = trusting(b"import os\nprint('\xff')\n")
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "with your rights" in said
    assert str(tmp_path) in said
    assert dialog.code.toPlainText().startswith("import os")
    assert dialog.findChild(QPushButton, "no").isDefault()


def test_a_long_program_is_said_to_be_long(trusting):
    dialog = trusting(b"pass\n" * (LINES + 1))
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert f"The first {LINES} of {LINES + 1} lines." in said

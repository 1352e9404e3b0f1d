"""A program runs only after a yes, which holds for its very content."""

from foreign_models import boxes, imports
from PySide6.QtWidgets import QPushButton

from kgraph.gui.importing.trust_dialog import TrustDialog
from kgraph.messages import Import


def trust_dialog(window):
    return window.findChildren(TrustDialog)[-1]


def test_a_program_runs_only_when_the_person_agrees(foreign, engines, tmp_path):
    path = tmp_path / "model.py"
    path.write_text("import keras\n")
    foreign.filing.load(path)
    assert imports(engines) == []
    trust_dialog(foreign).findChild(QPushButton, "no").click()
    assert imports(engines) == []
    foreign.filing.load(path)
    trust_dialog(foreign).findChild(QPushButton, "run").click()
    assert imports(engines) == [Import(str(path), is_trusted=True)]


def test_a_yes_holds_until_the_program_changes(foreign, engines, tmp_path):
    path = tmp_path / "model.py"
    path.write_text("import keras\n")
    foreign.filing.load(path)
    trust_dialog(foreign).accept()
    foreign.filing.load(path)
    assert len(imports(engines)) == 2
    path.write_text("import os\n")
    foreign.filing.load(path)
    assert len(imports(engines)) == 2
    assert trust_dialog(foreign).isVisible()


def test_a_program_that_changes_while_it_is_looked_at_does_not_run(
    foreign, engines, tmp_path
):
    path = tmp_path / "model.py"
    path.write_text("import keras\n")
    foreign.filing.load(path)
    path.write_text("import os\n")
    trust_dialog(foreign).accept()
    assert imports(engines) == []
    assert "has changed meanwhile" in boxes(foreign)[0]


def test_a_program_that_is_not_there_is_one_sentence(foreign, tmp_path):
    foreign.filing.load(tmp_path / "none.py")
    assert "There is no file" in boxes(foreign)[0]

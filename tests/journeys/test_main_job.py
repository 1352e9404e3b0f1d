"""From an empty window to a model and a program that work without kgraph."""

import pytest
from person import CTRL, Person
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from run_programs import run_python
from taking_away import close, export

from kgraph.document import files
from kgraph.gui.document import Document
from kgraph.gui.training.session import State
from kgraph.runs import RunStore

pytestmark = pytest.mark.slow

EDGES = {("input", "dense"), ("dense", "dense_1"), ("dense_1", "output")}
PREDICT = """
import sys
import keras
import numpy as np
from sklearn.datasets import load_iris
model = keras.saving.load_model(sys.argv[1])
features, species = load_iris(return_X_y=True)
predicted = model.predict(features, verbose=0)
print(np.mean(predicted.argmax(axis=1) == species))
"""


@pytest.fixture
def person(qtbot):
    return Person(qtbot)


def choose_iris(person):
    person.window.docks.data.show()
    person.window.docks.data.raise_()
    panel = person.window.panels.data
    person.choose(panel.chooser.combo, "Iris")
    person.look_for(lambda: "150 samples" in panel.summary.text())


def place_layers(person):
    person.find_in_palette("Input")
    person.click_empty_canvas()
    person.find_in_palette("Dense")
    person.click_empty_canvas()
    person.find_on_canvas("fc")
    person.click_empty_canvas()
    person.find_on_canvas("Output")
    person.click_empty_canvas()
    assert list(person.cards) == ["input", "dense", "dense_1", "output"]
    person.window.panels.canvas.tidy()
    person.window.panels.canvas.zoom_to_fit()


def draw_edges(person):
    for source, target in sorted(EDGES):
        person.draw_edge(source, target)
    assert person.edges() == EDGES


def bind_data(person):
    person.select("input")
    columns = person.inspector.data.columns
    person.look_for(lambda: columns.list.count() == 5)
    for row in range(4):
        check(columns.list, row)
    assert "(4,)" in person.inspector.data._hint.text()
    person.select("output")
    columns = person.inspector.data.columns
    check(columns.list, 4)
    person.press_button(person.inspector.data.apply)
    person.click_empty_canvas()


def check(list, row):
    """Clicks the check box of a row."""
    place = list.visualItemRect(list.item(row))
    box = QPoint(place.left() + 10, place.center().y())
    QTest.mouseClick(list.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert list.item(row).checkState() == Qt.CheckState.Checked


def test_a_person_draws_trains_and_takes_the_model_away(
    person, qtbot, tmp_path, name_file
):
    document, window = person.document, person.window
    assert window.panels.welcome.isVisible()
    choose_iris(person)
    place_layers(person)
    draw_edges(person)
    bind_data(person)
    set_units_as_the_problem_says(person)
    person.look_for(lambda: person.cards["output"].shape == "3")
    assert person.cards["input"].shape == "4"
    assert person.cards["dense"].parameters
    person.look_for(lambda: not person.problems)

    make_a_mistake_and_undo_it(person)
    drawing = tmp_path / "iris.kgraph"
    name_file(drawing)
    person.press(Qt.Key.Key_S, CTRL, window)
    assert files.load(drawing) == document.project

    train_and_stop(person)
    train_to_the_end(person, drawing)

    take_away(person, tmp_path)
    accuracy = run_python("-c", PREDICT, str(tmp_path / "iris.keras"), cwd=tmp_path)
    assert float(accuracy) >= 0.9
    alone = tmp_path / "alone"
    alone.mkdir()
    run_python(str(tmp_path / "iris.py"), cwd=alone)
    (written,) = alone.glob("*.keras")
    assert float(run_python("-c", PREDICT, str(written), cwd=alone)) >= 0.9

    drawn = person.cards.keys()
    assert window.close()
    reopened = Person(qtbot, document=Document())
    name_file(drawing)
    reopened.press(Qt.Key.Key_O, CTRL, reopened.window)
    assert reopened.document.project == document.project
    assert reopened.edges() == EDGES
    assert reopened.cards.keys() == drawn


def set_units_as_the_problem_says(person):
    person.look_for(lambda: "dense: 'dense' needs a value" in str(person.problems))
    person.jump_to_problem("dense")
    person.enter(person.inspector.form.rows["units"].editor, "16")
    person.click_empty_canvas()


def make_a_mistake_and_undo_it(person):
    person.click(person.middle_of_edge("dense", "dense_1"))
    person.press(Qt.Key.Key_Delete)
    assert person.edges() == EDGES - {("dense", "dense_1")}
    person.look_for(lambda: any("dense_1" in text for text in person.problems))
    assert person.cards["dense_1"].severity == "error"
    person.press(Qt.Key.Key_F5, widget=person.window)
    assert person.window.session.is_idle
    assert "Before training" in person.notice
    person.press(Qt.Key.Key_Z, CTRL, person.window)
    assert person.edges() == EDGES
    person.look_for(lambda: not person.problems)
    assert person.cards["dense_1"].severity is None


def train_and_stop(person):
    """Begins a run that would take hours, and ends it in the midst of an epoch."""
    set_training(person, epochs=100_000)
    person.press(Qt.Key.Key_F5, widget=person.window)
    person.look_for(lambda: person.window.session.state is State.RUNNING)
    person.look_for(lambda: person.is_curve_drawn("loss", 2))
    assert "poch" in person.training.status
    person.press_button(person.training.head.buttons.main)
    person.look_for(lambda: person.window.session.is_idle)
    assert "topped" in person.training.status


def train_to_the_end(person, drawing):
    set_training(person, epochs=60, batch_size=8)
    person.press_button(person.training.head.buttons.main)
    person.look_for(lambda: not person.window.session.is_idle)
    person.look_for(lambda: person.window.session.is_idle)
    assert person.is_curve_drawn("loss", 60)
    assert person.is_curve_drawn("val_loss", 60)
    assert person.training.head.bar.value() == person.training.head.bar.maximum()
    latest, stopped = sorted(RunStore.beside(drawing).list(), key=lambda r: r.id)[::-1]
    assert (stopped.state, latest.state) == ("stopped", "finished")
    person.press(Qt.Key.Key_S, CTRL, person.window)


def set_training(person, **settings):
    person.click_empty_canvas()
    for name, value in settings.items():
        person.enter(person.inspector.training.rows[name].editor, str(value))
        assert getattr(person.document.project.training, name) == value


def take_away(person, folder):
    for format, file in (("keras", "iris.keras"), ("python", "iris.py")):
        report = export(person, format, folder / file)
        assert report.is_good
        close(person, report)
    assert "build_model" in (folder / "iris.py").read_text()

"""A model of another program comes in, is changed, and goes out proven."""

import pytest
from dropping import drop
from person import Person
from PySide6.QtCore import QMimeData, QPoint, QUrl
from run_programs import run_python
from taking_away import close, export

pytestmark = pytest.mark.slow

MAKE = """
import sys
import keras
from keras import layers
x = keras.Input((8,), name="x")
y = layers.Dense(16, activation="relu", name="hidden")(x)
y = layers.Dense(3, activation="softmax", name="scores")(y)
model = keras.Model(x, y, name="tiny")
model.compile("adam", "sparse_categorical_crossentropy")
model.save(sys.argv[1])
"""
COMPARE = """
import sys
import keras
import numpy as np
before, after = (keras.saving.load_model(path) for path in sys.argv[1:])
for layer in ("hidden",):
    for a, b in zip(before.get_layer(layer).weights, after.get_layer(layer).weights):
        assert np.array_equal(a, b), layer
print(after.get_layer("scores").units)
"""


@pytest.fixture
def person(qtbot):
    return Person(qtbot)


@pytest.fixture
def model(tmp_path):
    path = tmp_path / "tiny.keras"
    run_python("-c", MAKE, str(path), cwd=tmp_path)
    return path


def test_a_dropped_model_is_changed_and_leaves_proven(person, model, tmp_path):
    window = person.window
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(model))])
    drop(window.panels.canvas.viewer, data, QPoint(80, 80))
    person.look_for(lambda: "Reading tiny.keras" in window.importing.working.text)
    person.look_for(lambda: {"hidden", "scores"} <= person.cards.keys())
    assert "Trained weights of 2 layers." in person.notice
    person.look_for(lambda: person.cards["scores"].shape == "3")
    assert not person.problems

    person.select("scores")
    person.enter(person.inspector.form.rows["units"].editor, "5")
    person.look_for(lambda: person.cards["scores"].shape == "5")

    report = export(person, "keras", tmp_path / "changed.keras")
    assert report.is_good
    assert "scores" in report.text  # begins with new weights, and that is said
    close(person, report)
    written = str(tmp_path / "changed.keras")
    assert int(run_python("-c", COMPARE, str(model), written, cwd=tmp_path)) == 5

    report = export(person, "python", tmp_path / "changed.py")
    assert report.is_good
    close(person, report)
    assert "units=5" in (tmp_path / "changed.py").read_text().replace("(5", "(units=5")


def test_reading_is_cancelled_in_the_midst_of_it(person, model):
    window = person.window
    window.filing.load(model)
    person.press_button(window.importing.working.button)
    assert "was not imported" in person.notice
    person.look_for(lambda: "Ready" in window.status.engine_text)
    assert not person.cards
    window.filing.load(model)
    person.look_for(lambda: "hidden" in person.cards)

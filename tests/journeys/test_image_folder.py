"""From an empty window and a folder of images to a model that tells them apart."""

import dropping
import numpy as np
import pytest
from person import Person
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, QUrl
from PySide6.QtWidgets import QApplication

from kgraph.gui.training.session import State
from kgraph.runs import RunStore

pytestmark = pytest.mark.slow

COLORS = {"blue": (30, 60, 200), "green": (40, 170, 60), "red": (200, 40, 40)}
EACH = 24
EDGES = [
    ("image", "flatten"),
    ("flatten", "dense"),
    ("dense", "output"),
]


@pytest.fixture
def folder(tmp_path):
    """A folder with a sub-folder of noisy images for each colour."""
    random = np.random.default_rng(1)
    for name, color in COLORS.items():
        (tmp_path / "colors" / name).mkdir(parents=True)
        for number in range(EACH):
            pixels = random.normal(color, 25, (16, 16, 3)).clip(0, 255).astype("uint8")
            Image.fromarray(pixels).save(tmp_path / "colors" / name / f"{number}.png")
    return tmp_path / "colors"


def drop_folder(person, folder):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    dropping.drop(person.window.panels.canvas.viewer, data, QPoint(80, 80))
    panel = person.window.panels.data
    person.look_for(lambda: "72 samples" in panel.summary.text())


def look_at_samples(person):
    panel = person.window.panels.data
    panel.tabs.setCurrentIndex(1)
    person.look_for(lambda: panel.samples.list.count() == 48)
    captions = {panel.samples.list.item(row).text() for row in range(48)}
    assert captions == set(COLORS)
    panel.tabs.setCurrentIndex(0)
    tree = panel.columns.tree
    tree.setCurrentItem(tree.topLevelItem(1))
    person.look_for(lambda: "well balanced" in panel.columns.view.facts.text())


def drag_column(person, row, to: QPoint):
    tree = person.window.panels.data.columns.tree
    tree.setCurrentItem(tree.topLevelItem(row))
    data = tree.mimeData(tree.selectedItems())
    dropping.drop(person.window.panels.canvas.viewer, data, to)
    QApplication.processEvents()


def middle_of(person, name) -> QPoint:
    item = person.window.panels.canvas.sync.nodes[person.node(name)]
    point = item.sceneBoundingRect().center()
    return person.window.panels.canvas.viewer.mapFromScene(QPointF(point))


def test_images_are_dropped_looked_at_dragged_and_learned(qtbot, folder, tmp_path):
    person = Person(qtbot)
    drop_folder(person, folder)
    look_at_samples(person)
    drag_column(person, 0, QPoint(200, 60))
    assert person.cards["image"].type == "Input"
    for layer in ("Flatten", "Dense", "Output"):
        person.find_in_palette(layer)
        person.click_empty_canvas()
    person.window.panels.canvas.tidy()
    person.window.panels.canvas.zoom_to_fit()
    for source, target in EDGES:
        if (source, target) not in person.edges():
            person.draw_edge(source, target)
    drag_column(person, 1, middle_of(person, "output"))
    person.select("output")
    person.press_button(person.inspector.data.apply)
    person.look_for(lambda: person.cards["output"].shape == "3")
    person.window.actions_by_name["augment"].trigger()
    assert {"random_flip", "random_rotation", "random_zoom"} < person.cards.keys()
    person.look_for(lambda: not person.problems)
    person.window.filing.write(tmp_path / "colors.kgraph")
    person.window.actions_by_name["train"].trigger()
    person.look_for(lambda: person.window.session.state is State.RUNNING)
    person.look_for(lambda: person.window.session.state is State.IDLE)
    (run,) = RunStore.beside(tmp_path / "colors.kgraph").list()
    assert run.state == "finished"
    scores = [value for name, value in run.scores.items() if "accuracy" in name]
    assert max(scores) > 0.8

"""Two templates drawn anew on an empty canvas: by mouse alone, and by keys alone."""

from pathlib import Path

import pytest
import real_display
from by_keyboard import Keyboard
from by_mouse import Mouse
from drawn_models import assert_equal
from real_display import real_window

from kgraph import templates
from kgraph.document import files
from kgraph.gui.document import Document
from kgraph.runs import RunStore

pytestmark = real_display.pytestmark

MEASURES = (
    "radius",
    "texture",
    "perimeter",
    "area",
    "smoothness",
    "compactness",
    "concavity",
    "concave_points",
    "symmetry",
    "fractal_dimension",
)
# Two of three tumours are benign; all pixels dark would be an accuracy of 0.92.
VALIDATED = ("val_accuracy", "val_binary_accuracy")
GOOD = {"siamese": 0.9, "unet": 0.96}


@pytest.fixture
def drawing(tmp_path):
    """The file of an empty drawing."""
    path = tmp_path / "drawn.kgraph"
    files.save(Document().project, path)
    return path


@pytest.fixture
def window(drawing, tmp_path):
    with (
        real_display.real_display() as display,
        real_window(display, drawing, tmp_path) as window,
    ):
        yield window


def assert_trained(drawing: Path, template: str) -> None:
    """The drawing on disk is the template's, and what was trained is good."""
    (run,) = RunStore.beside(drawing).list()
    assert run.state == "finished"
    assert run.best_weights.stat().st_size > 0
    assert run.last_weights.stat().st_size > 0
    logs = [value for epoch in run.epochs for value in epoch.logs.items()]
    scores = [score for name, score in logs if name in VALIDATED]
    assert max(scores) >= GOOD[template]
    assert_equal(files.load(drawing), templates.load(template))


def test_the_siamese_is_drawn_and_trained_by_the_mouse_alone(window, drawing):
    mouse = Mouse(window)
    mouse.choose_data("Breast cancer")
    x, y, width, _ = window.ask("canvas_area")
    mouse.drop("Input", "Input and output", [x + width // 4, y + 50])
    for measure in MEASURES:
        mouse.check(f"mean_{measure}")
    norm = mouse.add("Normalization", "Preprocessing")
    encoder = mouse.add("Dense", "Core")
    mouse.give("units", 32)
    mouse.choose("activation", "relu")
    mouse.surround([norm, encoder])
    again, twin = mouse.share(encoder)
    mouse.move(twin, width // 3)
    worst = mouse.choose_from_search("Input", [x + 3 * width // 4, y + 50])
    for measure in MEASURES:
        mouse.check(f"worst_{measure}")
    mouse.draw_edge(worst, again)
    mouse.select(encoder)
    difference = mouse.add("Subtract", "Merging")
    mouse.draw_edge(twin, difference)
    mouse.select(difference)
    mouse.add("ops.abs", "NumPy ops")
    mouse.add("Dense", "Core")
    mouse.give("units", 1)
    mouse.choose("activation", "sigmoid")
    mouse.add("Output", "Input and output")
    mouse.check("diagnosis")
    mouse.press_button("Apply Suggestion")
    mouse.select_nothing()
    set_training(mouse, rate=0.005, epochs=15, batch=16)
    train_and_leave(mouse)
    assert_trained(drawing, "siamese")


def test_the_unet_is_drawn_and_trained_by_the_mouse_alone(window, drawing):
    mouse = Mouse(window)
    mouse.choose_data("Shapes")
    x, y, width, _ = window.ask("canvas_area")
    mouse.drop("Input", "Input and output", [x + width // 3, y + 50])
    mouse.check("image")
    wide = convolve(mouse, 16)
    mouse.add("MaxPooling2D", "Pooling")
    half = convolve(mouse, 32)
    mouse.add("MaxPooling2D", "Pooling")
    convolve(mouse, 64)
    concatenate(mouse, half)
    convolve(mouse, 32)
    concatenate(mouse, wide)
    convolve(mouse, 16)
    mouse.add("Conv2D", "Convolution")
    mouse.give("filters", 1)
    mouse.give("kernel_size", 1)
    mouse.choose("activation", "sigmoid")
    mouse.add("Output", "Input and output")
    mouse.check("mask")
    mouse.choose("loss", "BinaryCrossentropy")
    mouse.add_object("Add a metric", "BinaryAccuracy")
    mouse.select_nothing()
    set_training(mouse, rate=0.003, epochs=14, batch=16)
    train_and_leave(mouse)
    assert_trained(drawing, "unet")


def test_the_siamese_is_drawn_and_trained_by_the_keyboard_alone(window, drawing):
    keys = Keyboard(window)
    keys.choose_data("Breast cancer")
    mean = keys.add("input")
    keys.check(*(f"mean_{measure}" for measure in MEASURES))
    keys.add("normalization")
    encoder = keys.add("dense 32 relu")
    keys.press("ctrl+shift+Up")
    window.see(lambda: len(window.ask("selected")) == 2, "both chosen")
    again, twin = sorted(keys.share(), key=lambda id: window.ask("nodes")[id]["layer"])
    keys.select_nothing()
    keys.add("input")
    keys.check(*(f"worst_{measure}" for measure in MEASURES))
    keys.connect_to("normalization", again)
    keys.select_nothing()
    keys.walk("ctrl+Down", mean)
    keys.walk("ctrl+Down", encoder)
    difference = keys.add("subtract")
    keys.select_nothing()
    keys.find("dense", twin)
    keys.connect_to("subtract", difference)
    keys.walk("ctrl+Down", difference)
    keys.add("ops.abs")
    keys.add("dense 1 sigmoid")
    keys.add("output")
    keys.check("diagnosis")
    keys.press_button("Apply Suggestion")
    keys.select_nothing()
    set_training(keys, rate=0.005, epochs=15, batch=16)
    train_and_leave(keys)
    assert_trained(drawing, "siamese")


def test_the_unet_is_drawn_and_trained_by_the_keyboard_alone(window, drawing):
    keys = Keyboard(window)
    keys.choose_data("Shapes")
    keys.add("input")
    keys.check("image")
    wide = keys.add("conv2d 16 3 padding=same relu")
    keys.add("maxpooling2d")
    half = keys.add("conv2d 32 3 padding=same relu")
    keys.add("maxpooling2d")
    keys.add("conv2d 64 3 padding=same relu")
    for skipped, filters, place in ((half, 32, ""), (wide, 16, "_1")):
        larger = keys.add("upsampling2d")
        keys.find(window.ask("nodes")[skipped]["name"], skipped)
        both = keys.add("concatenate")
        keys.find(f"up_sampling2d{place}", larger)
        keys.connect_to(f"concatenate{place}", both)
        keys.find(f"concatenate{place}", both)
        keys.add(f"conv2d {filters} 3 padding=same relu")
    keys.add("conv2d 1 1 activation=sigmoid")
    keys.add("output")
    keys.check("mask")
    keys.choose("loss", "BinaryCrossentropy")
    keys.add_object("Add a metric", "BinaryAccuracy")
    keys.select_nothing()
    set_training(keys, rate=0.003, epochs=14, batch=16)
    train_and_leave(keys)
    assert_trained(drawing, "unet")


def convolve(mouse: Mouse, filters: int) -> str:
    """Places a 3 by 3 convolution behind what is selected."""
    node = mouse.add("Conv2D", "Convolution")
    mouse.give("filters", filters)
    mouse.give("kernel_size", 3)
    mouse.choose("padding", "same")
    mouse.choose("activation", "relu")
    return node


def concatenate(mouse: Mouse, skipped: str) -> None:
    """Puts what is selected, made larger, behind what came before, and selects it."""
    larger = mouse.add("UpSampling2D", "Reshaping")
    mouse.run("Tidy")
    mouse.select(skipped)
    both = mouse.add("Concatenate", "Merging")
    mouse.run("Tidy")
    mouse.draw_edge(larger, both)
    mouse.select(both)


def set_training(
    person: Mouse | Keyboard, rate: float, epochs: int, batch: int
) -> None:
    person.press_button("Parameters of optimizer")
    person.give("learning_rate", rate)
    person.give("epochs", epochs)
    person.give("batch_size", batch)


def train_and_leave(person: Mouse | Keyboard) -> None:
    """Presses Train, waits for the end, saves the drawing and closes the window."""
    window = person.window
    window.see(lambda: not window.ask("problems"), "a drawing without problems")
    person.run("Train")
    window.see(lambda: window.ask("run_state") == "running", "the run")
    window.see(lambda: window.ask("run_state") == "idle", "the end of the run")
    person.run("Save")
    window.see(lambda: not window.ask("is_modified"), "a saved drawing")

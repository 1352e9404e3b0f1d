"""A drawing becomes a figure: all of it, on white, and sharp."""

from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtSvg import QSvgRenderer
from sketch import Sketch

from kgraph.document import edits
from kgraph.document.analysis import Analysis, GraphAnalysis, NodeAnalysis, Tensor
from kgraph.document.arranging import annotations
from kgraph.document.errors import FileError
from kgraph.document.project import MAIN, Project, new_project
from kgraph.gui.figures import FIGURES, FigureError, draw

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def project() -> Project:
    s = Sketch()
    x = s.add("Input", name="image", shape=[8, 8, 1])
    x = s.add("Conv2D", x, name="first conv", filters=3, kernel_size=3)
    s.output(s.add("Flatten", x), "digit")
    places = {id: (5000.0, 5000.0 + 120 * row) for row, id in enumerate(s.graph.nodes)}
    s.graph = edits.move(s.graph, places)
    s.graph, _ = annotations.add_frame(s.graph, (4900, 5100, 500, 300), "The stem")
    return s.project()


@pytest.fixture
def analysis(project) -> Analysis:
    tensor = NodeAnalysis((Tensor((None, 17, 19)),))
    return Analysis({MAIN: GraphAnalysis(dict.fromkeys(project.main.nodes, tensor))})


def words(path) -> str:
    root = ElementTree.parse(path).getroot()
    return " ".join(text.strip() for text in root.itertext())


def test_a_vector_figure_says_what_the_canvas_says(project, analysis, tmp_path):
    target = tmp_path / "figure.svg"
    draw(project, target, format="svg", analysis=analysis)
    said = words(target)
    for word in ("Conv2D", "first conv", "image", "digit", "The stem", "17 × 19"):
        assert word in said
    assert "<image" not in target.read_text()  # vectors all over


def test_a_figure_can_be_without_shapes(project, tmp_path):
    draw(project, tmp_path / "figure.svg", format="svg")
    assert "17 × 19" not in words(tmp_path / "figure.svg")


def test_a_figure_is_as_large_as_the_drawing_wherever_it_stands(project, tmp_path):
    draw(project, tmp_path / "figure.svg", format="svg")
    size = QSvgRenderer(str(tmp_path / "figure.svg")).viewBoxF().size()
    assert 500 < size.width() < 560
    assert 400 < size.height() < 600


def test_an_image_is_white_where_nothing_is_drawn(project, tmp_path):
    draw(project, tmp_path / "figure.png", format="png")
    image = QImage(str(tmp_path / "figure.png"))
    assert image.pixelColor(1, 1) == QColor("white")
    assert image.size().width() > 1000  # two pixels per unit
    colors = {image.pixel(image.width() // 2, y) for y in range(image.height())}
    assert len(colors) > 10


def test_there_is_no_grid_between_the_nodes(project, tmp_path):
    draw(project, tmp_path / "figure.png", format="png")
    image = QImage(str(tmp_path / "figure.png"))
    edge = {image.pixelColor(1, y).name() for y in range(image.height())}
    assert edge == {"#ffffff"}


def test_a_long_drawing_becomes_an_image_that_can_be_opened(tmp_path):
    s = Sketch()
    x = s.add("Input", shape=[4])
    s.output(s.add("ReLU", x))
    far = {id: (0.0, 40_000.0 * row) for row, id in enumerate(s.graph.nodes)}
    s.graph = edits.move(s.graph, far)
    draw(s.project(), tmp_path / "figure.png", format="png")
    assert QImage(str(tmp_path / "figure.png")).size().height() in range(20_000, 30_001)


def test_a_page_is_as_large_as_the_figure(project, tmp_path):
    draw(project, tmp_path / "figure.pdf", format="pdf")
    data = (tmp_path / "figure.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") == 1


@pytest.mark.parametrize("format", FIGURES)
def test_nothing_is_left_of_a_figure_that_cannot_be_written(project, tmp_path, format):
    with pytest.raises(FileError):
        draw(project, tmp_path / "no folder" / "figure", format=format)
    with pytest.raises(FigureError, match="at least one node"):
        draw(new_project(), tmp_path / "figure", format=format)
    assert list(tmp_path.iterdir()) == []


def test_places_for_more_edges_are_not_drawn(tmp_path):
    drawn = []
    for type in ("Add", "Subtract"):  # an Add takes one more
        s = Sketch()
        x, y = s.add("Input", shape=[4]), s.add("Input", shape=[4])
        s.output(s.add(type, x, y))
        draw(s.project(), tmp_path / "figure.svg", format="svg")
        drawn.append((tmp_path / "figure.svg").read_text().count("<circle"))
    assert drawn[0] == drawn[1]

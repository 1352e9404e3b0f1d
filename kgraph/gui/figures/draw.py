"""Draws one graph into a file, as it looks on the canvas by daylight."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMarginsF,
    QPointF,
    QRectF,
    QSizeF,
)
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageWriter,
    QPageSize,
    QPaintDevice,
    QPainter,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgGenerator

from kgraph.document import files
from kgraph.document.analysis import Analysis
from kgraph.document.errors import KgraphError
from kgraph.document.project import MAIN, Project
from kgraph.gui.canvas import CanvasPanel
from kgraph.gui.document import Document
from kgraph.gui.theme import LIGHT

MARGIN = 12.0  # around the drawing, in scene units
SHARPNESS = 2.0  # pixels per scene unit of an image
MOST_PIXELS = 100e6
LONGEST_SIDE = 30_000  # pixels; many programs open no larger image
LONGEST_PAGE = 14_400  # points; no reader of PDF shows a longer page
POINTS_PER_INCH = 72
PIXELS_PER_INCH = 96  # of CSS, by which browsers size vectors
PAPER = (255, 255, 255)
NO_GRID = 0  # NodeGraphQt's word for it: the canvas paints a grid of its own


class FigureError(KgraphError):
    """A drawing of which no figure can be made."""


Render = Callable[[QPaintDevice, QSizeF], None]
"""Paints the whole drawing on a device, at this size."""


def draw(
    project: Project,
    target: str | Path,
    *,
    format: str,
    analysis: Analysis | None = None,
    graph: str = MAIN,
) -> None:
    """Writes a graph as a figure, wholly or not at all.

    Problems are not part of a figure. There must be a `QApplication`.

    Args:
        format: A name of `FIGURES`.
        analysis: What is known of the project: with it, the figure shows shapes and
            numbers of parameters.
        graph: Id of the graph to draw.

    Raises:
        FigureError: If there is nothing to draw.
        FileError: If the file cannot be written.
    """
    if not project.graphs[graph].nodes:
        raise FigureError("There is nothing to draw: expected at least one node.")
    document = Document(project)
    document.show_graph(graph)
    panel = CanvasPanel(document, LIGHT)
    try:
        panel.show_analysis(_without_problems(analysis or Analysis()))
        _hide_free_ports(panel)
        data = _drawn(panel, FIGURES[format])
    finally:
        panel.deleteLater()
    files.write_bytes(data, target)


def _without_problems(analysis: Analysis) -> Analysis:
    return replace(analysis, problems=())


def _hide_free_ports(panel: CanvasPanel) -> None:
    """Ports where one more edge might end are for those who draw, not for readers."""
    for node in panel.sync.nodes.values():
        for port in node.inputs:
            port.setVisible(port.place is None or not port.place.is_spare)


def _drawn(panel: CanvasPanel, write: "Writer") -> bytes:
    scene = panel.viewer.scene()
    scene.background_color, scene.grid_mode = PAPER, NO_GRID
    seen = _extent(panel)

    def render(device: QPaintDevice, size: QSizeF) -> None:
        # From afar, all edges are one item; which of them is shown depends on the view.
        panel.viewer.zoom_to(size.width() / seen.width())
        painter = QPainter(device)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scene.render(painter, QRectF(QPointF(), size), seen)
        painter.end()

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    write(buffer, seen.size(), render)
    return bytes(buffer.data().data())


def _extent(panel: CanvasPanel) -> QRectF:
    """Returns the part of the scene that the drawing takes, with a margin."""
    items = (
        *panel.sync.nodes.values(),
        *panel.sync.edges.values(),
        *panel.viewer.annotations.values(),
    )
    extent = QRectF()
    for item in items:
        extent |= item.sceneBoundingRect()
    return extent.marginsAdded(QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN))


def _write_svg(buffer: QBuffer, size: QSizeF, render: Render) -> None:
    device = QSvgGenerator()
    device.setOutputDevice(buffer)
    device.setTitle("Neural network")
    device.setDescription("Drawn with kgraph")
    device.setResolution(PIXELS_PER_INCH)
    device.setSize(size.toSize())
    device.setViewBox(QRectF(QPointF(), size))
    render(device, size)


def _write_pdf(buffer: QBuffer, size: QSizeF, render: Render) -> None:
    size *= min(1.0, LONGEST_PAGE / max(size.width(), size.height()))
    device = QPdfWriter(buffer)
    device.setResolution(POINTS_PER_INCH)
    device.setPageSize(QPageSize(size, QPageSize.Unit.Point))
    device.setPageMargins(QMarginsF())
    render(device, size)


def _write_png(buffer: QBuffer, size: QSizeF, render: Render) -> None:
    longest = max(size.width(), size.height())
    fitting = (MOST_PIXELS / (size.width() * size.height())) ** 0.5
    size *= min(SHARPNESS, LONGEST_SIDE / longest, fitting)
    image = QImage(size.toSize(), QImage.Format.Format_RGB32)
    image.fill(QColor(*PAPER))
    render(image, size)
    QImageWriter(buffer, QByteArray(b"png")).write(image)


Writer = Callable[[QBuffer, QSizeF, Render], None]
FIGURES: dict[str, Writer] = {
    "svg": _write_svg,
    "png": _write_png,
    "pdf": _write_pdf,
}

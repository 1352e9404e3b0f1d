"""Takes results away: what is seen as a picture, what it is made of as a table."""

import csv
import io
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kgraph.document.evaluation import Confusion, OutputEvaluation
from kgraph.gui.results.charts.chart import Bars, Chart, Line, Mark
from kgraph.gui.results.charts.curves_page import CurvesPage
from kgraph.gui.results.charts.numbers_page import NumbersPage
from kgraph.gui.results.classes.class_table import table_of
from kgraph.gui.results.pages import ResultPages
from kgraph.gui.saving import plain_text, png, svg

Row = Sequence[object]


def content_of(pages: ResultPages, output: OutputEvaluation, kind: str) -> bytes:
    """Returns the page that is seen as a file of a kind.

    Args:
        kind: `png` or `svg` for how it looks, `csv` for what it shows.
    """
    page = pages.current
    if kind != "csv":
        return _picture(page, kind)
    if isinstance(page, CurvesPage | NumbersPage):
        return charts_csv(page.charts)
    return classes_csv(output) if page is pages.classes else mistakes_csv(output)


def _picture(page: QWidget, kind: str) -> bytes:
    def paint(painter: QPainter) -> None:
        page.render(painter, QPoint())

    if kind == "png":
        return png(page.size(), paint)
    return svg(page.size(), paint, "Results of a run")


def classes_csv(output: OutputEvaluation) -> bytes:
    """Returns the scores of the classes, then the confusion matrix."""
    rows: list[Row] = list(table_of(output))
    if output.confusion is not None:
        rows += [(), *_matrix(output.confusion)]
    return _csv(rows)


def charts_csv(charts: Iterable[Chart]) -> bytes:
    """Returns every point of some charts."""
    rows: list[Row] = [("chart", "what", "x", "y")]
    for chart in charts:
        for mark in chart.marks:
            rows += [(chart.title, *point) for point in _points(mark)]
    return _csv(rows)


def mistakes_csv(output: OutputEvaluation) -> bytes:
    """Returns the samples with the highest losses."""
    rows: list[Row] = [("sample", "is", "predicted", "loss")]
    rows += [(m.position, m.truth, m.prediction, m.loss) for m in output.mistakes]
    return _csv(rows)


def _points(mark: Mark) -> list[Row]:
    """Returns what a mark is made of; a line to compare with is made of nothing."""
    if isinstance(mark, Bars):
        pairs = zip(mark.centres, mark.heights, strict=True)
        return [("bars", x, y) for x, y in pairs]
    if isinstance(mark, Line) and mark.role == "guide":
        return []
    label = mark.label if isinstance(mark, Line) else ""
    return [(label or "points", x, y) for x, y in zip(mark.x, mark.y, strict=True)]


def _matrix(confusion: Confusion) -> list[Row]:
    head: Row = ("is \\ predicted", *confusion.classes)
    rows = zip(confusion.classes, confusion.counts, strict=True)
    return [head, *((name, *counts) for name, counts in rows)]


def _csv(rows: Iterable[Row]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(map(_plain, row) for row in rows)
    return file.getvalue().encode()


def _plain(cell: object) -> object:
    return plain_text(cell) if isinstance(cell, str) else cell

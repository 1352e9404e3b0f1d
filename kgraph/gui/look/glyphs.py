"""A small drawing for each category of the catalogue, in a square of 16 units."""

from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

Stroke = tuple[tuple[float, float], ...]

SIZE = 16.0
WIDTH = 1.5  # of the lines of a mark
SCALES = (1, 2, 3)  # of screens

# Each a list of lines through points; a line of one point is a dot.
_STROKES: dict[str, tuple[Stroke, ...]] = {
    "input and output": (((2, 8), (12, 8)), ((8, 4), (12, 8), (8, 12))),
    "core": (
        ((3, 4),), ((3, 12),), ((13, 3),), ((13, 8),), ((13, 13),),
        ((4, 4), (12, 3)), ((4, 4), (12, 8)), ((4, 12), (12, 8)), ((4, 12), (12, 13)),
    ),
    "convolution": (
        ((2, 2), (14, 2), (14, 14), (2, 14), (2, 2)),
        ((2, 6), (14, 6)), ((2, 10), (14, 10)), ((6, 2), (6, 14)), ((10, 2), (10, 14)),
    ),
    "pooling": (((2, 3), (14, 3), (10, 8), (6, 8), (2, 3)), ((8, 8), (8, 14))),
    "normalization": (
        ((1, 13), (4, 12.4), (6, 9), (7, 4.6), (8, 3), (9, 4.6), (10, 9), (12, 12.4),
         (15, 13)),
    ),
    "regularization": (
        ((3, 3),), ((8, 3),), ((3, 8),), ((13, 8),), ((8, 13),), ((13, 13),),
        ((11.5, 1.5), (14.5, 4.5)), ((1.5, 11.5), (4.5, 14.5)),
        ((6.5, 6.5), (9.5, 9.5)),
    ),
    "activation": (((2, 12), (8, 12), (14, 3)),),
    "recurrent": (
        ((12.2, 4.2), (9.6, 2.6), (6.4, 2.8), (3.8, 5), (3, 8), (3.8, 11), (6.4, 13.2),
         (9.6, 13.4), (12.2, 11.8), (13.4, 9)),
        ((12.6, 1), (12.2, 4.4), (8.8, 4.4)),
    ),
    "attention": (
        ((1.5, 8), (4, 5), (8, 3.6), (12, 5), (14.5, 8), (12, 11), (8, 12.4), (4, 11),
         (1.5, 8)),
        ((8, 8),), ((8, 6.4), (9.6, 8), (8, 9.6), (6.4, 8), (8, 6.4)),
    ),
    "merging": (((3, 2), (3, 6), (8, 10), (13, 6), (13, 2)), ((8, 10), (8, 14))),
    "reshaping": (
        ((2, 5), (7, 5), (7, 11), (2, 11), (2, 5)),
        ((11, 2), (14, 2), (14, 14), (11, 14), (11, 2)),
        ((8.4, 8), (9.6, 8)),
    ),
    "preprocessing": (
        ((2, 4), (14, 4)), ((2, 8), (14, 8)), ((2, 12), (14, 12)),
        ((5, 3), (5, 5)), ((11, 7), (11, 9)), ((7, 11), (7, 13)),
    ),
    "image preprocessing": (
        ((2, 3), (14, 3), (14, 13), (2, 13), (2, 3)),
        ((2, 11), (6, 7), (9, 10), (11, 8), (14, 11)), ((10.5, 5.6),),
    ),
    "submodel": (
        ((8, 1.5), (14, 4.5), (14, 11.5), (8, 14.5), (2, 11.5), (2, 4.5), (8, 1.5)),
        ((2, 4.5), (8, 7.5), (14, 4.5)), ((8, 7.5), (8, 14.5)),
    ),
    "blocks": (
        ((6.5, 14), (6.5, 4.5), (2, 4.5), (2, 14), (11.5, 14), (11.5, 9.5), (2, 9.5)),
        ((9.5, 2), (14, 2), (14, 6.5), (9.5, 6.5), (9.5, 2)),
    ),
    "my library": (
        ((2.5, 2.5), (2.5, 13.5)), ((5.7, 5.2), (5.7, 13.5)), ((8.9, 4), (8.9, 13.5)),
        ((11.3, 4), (13.8, 13.4)),
    ),
    "output": (
        ((8, 2), (12.2, 3.8), (14, 8), (12.2, 12.2), (8, 14), (3.8, 12.2), (2, 8),
         (3.8, 3.8), (8, 2)),
        ((8, 5.6), (10.4, 8), (8, 10.4), (5.6, 8), (8, 5.6)),
    ),
    "frozen": (
        ((8, 1.5), (8, 14.5)),
        ((2.4, 4.75), (13.6, 11.25)), ((2.4, 11.25), (13.6, 4.75)),
        ((6, 2.6), (8, 4.4), (10, 2.6)), ((6, 13.4), (8, 11.6), (10, 13.4)),
    ),
    "foreign code": (
        ((5, 3.5), (1.5, 8), (5, 12.5)), ((11, 3.5), (14.5, 8), (11, 12.5)),
    ),
    "unknown": (
        ((5, 5.4), (5.6, 3.4), (8, 2.4), (10.4, 3.4), (11, 5.4), (10, 7.2), (8, 8.4),
         (8, 10.2)),
        ((8, 13.4),),
    ),
    "core ops": (
        ((6.5, 2), (5, 2.6), (4.6, 6.4), (3, 8), (4.6, 9.6), (5, 13.4), (6.5, 14)),
        ((9.5, 2), (11, 2.6), (11.4, 6.4), (13, 8), (11.4, 9.6), (11, 13.4), (9.5, 14)),
    ),
    "neural network ops": (
        ((2, 2), (2, 14), (14, 14)),
        ((4, 11.4), (6.4, 11), (8, 8.6), (9.4, 5), (11, 3.6), (13.6, 3.4)),
    ),
    "numpy ops": (
        ((5, 2.5), (2.5, 2.5), (2.5, 13.5), (5, 13.5)),
        ((11, 2.5), (13.5, 2.5), (13.5, 13.5), (11, 13.5)),
        ((8, 5.5),), ((8, 10.5),),
    ),
    "linear algebra ops": (
        ((3, 13), (3, 2.5)), ((1, 4.5), (3, 2.5), (5, 4.5)),
        ((3, 13), (13.5, 13)), ((11.5, 11), (13.5, 13), (11.5, 15)),
        ((3, 13), (10.5, 5.5)),
    ),
    "image ops": (
        ((4.5, 1.5), (4.5, 11.5), (14.5, 11.5)),
        ((1.5, 4.5), (11.5, 4.5), (11.5, 14.5)),
    ),
    "ops": (((11.5, 2.5), (4, 2.5), (9, 8), (4, 13.5), (11.5, 13.5)),),
}  # fmt: skip


_STROKES["submodels"] = _STROKES["submodel"]


@cache
def glyph(name: str) -> QPainterPath:
    """Returns the drawing of a category; unknown ones of `keras.ops` share one."""
    key = name.lower()
    strokes = _STROKES.get(key) or _STROKES["ops" if "op" in key else "unknown"]
    path = QPainterPath()
    for first, *rest in strokes:
        path.moveTo(*first)
        for point in rest:
            path.lineTo(*point)
        if not rest:
            path.addEllipse(first[0] - 0.7, first[1] - 0.7, 1.4, 1.4)
    return path


def mark(category: str, color: QColor) -> QIcon:
    """Returns the drawing of a category in this colour, crisp on every screen."""
    return _mark(category.lower(), color.name())


@cache
def _mark(category: str, color: str) -> QIcon:
    result = QIcon()
    for scale in SCALES:
        picture = QPixmap(int(SIZE) * scale, int(SIZE) * scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        painter.setPen(_pen(color))
        painter.drawPath(glyph(category))
        painter.end()
        # Without one of its own, the style tints what is selected.
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            result.addPixmap(picture, mode)
    return result


def _pen(color: str) -> QPen:
    pen = QPen(QColor(color), WIDTH)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen

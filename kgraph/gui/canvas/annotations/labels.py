"""Titles of frames that are seen from afar: as large as text, and over everything."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QTransform

from kgraph.document.arranging.framing import TITLE
from kgraph.gui.canvas.annotations.item import ABOVE, AnnotationItem
from kgraph.gui.canvas.annotations.painter import INSET

PLATE = 0.56  # scale under which a title has a ground of its own
NARROW = 40.0  # pixels of a frame that is too small for a title


class Label(NamedTuple):
    """A title, and where it is painted, in pixels."""

    item: AnnotationItem
    title: str
    rect: QRectF


def labels(items: Iterable[AnnotationItem], view: QTransform) -> Iterator[Label]:
    """Yields the titles of frames, none over another; one that has no room is left out.

    Args:
        items: Those that lie around others first.
        view: From the scene to pixels.
    """
    taken: list[QRectF] = []
    for item in items:
        frame = view.mapRect(item.mapRectToScene(item.rect()))
        if not item.text or frame.width() < NARROW:
            continue
        label = _label(item, frame, view.m11())
        for other in taken:
            if other.intersects(label.rect):
                label.rect.moveTop(other.bottom() + 1)
        if label.rect.bottom() <= frame.bottom():
            taken.append(label.rect)
            yield label


def paint_labels(
    painter: QPainter, items: Iterable[AnnotationItem], view: QTransform
) -> None:
    """Paints titles.

    Args:
        painter: In pixels.
        items, view: As in `labels`.
    """
    scale = view.m11()
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    for item, title, rect in labels(items, view):
        painter.setFont(item.look.label)
        painter.setPen(item.look.theme.text)
        if scale < PLATE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(item.tones.solid)
            painter.drawRoundedRect(rect, 3, 3)
            painter.setPen(item.look.theme.on_color)
        painter.drawText(rect.adjusted(_inset(scale), 0, 0, 0), int(flags), title)


def _label(item: AnnotationItem, frame: QRectF, scale: float) -> Label:
    metrics, inset = item.look.label_metrics, _inset(scale)
    room = frame.width() - 2 * inset
    title = metrics.elidedText(item.text, Qt.TextElideMode.ElideRight, room)
    bar = TITLE * scale
    height = max(metrics.height() + 3, bar)
    # In the middle of the title bar, so that it covers little of the nodes below.
    above = min((height - bar) / 2, ABOVE * scale)
    width = min(metrics.horizontalAdvance(title) + 2 * inset, frame.width())
    return Label(item, title, QRectF(frame.left(), frame.top() - above, width, height))


def _inset(scale: float) -> float:
    return max(INSET * scale, INSET / 2)

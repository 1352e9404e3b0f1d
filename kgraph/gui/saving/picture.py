"""What is painted, as the bytes of an image or of vectors."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

SHARPNESS = 2  # pixels of the image for each on the screen
RESOLUTION = 96  # pixels per inch, by which browsers size vectors
Paint = Callable[[QPainter], object]


def png(size: QSize, paint: Paint) -> bytes:
    """Returns what is painted, twice as sharp as on the screen."""
    image = QImage(size * SHARPNESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARPNESS)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    buffer = _open_buffer()
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def svg(size: QSize, paint: Paint, title: str) -> bytes:
    """Returns what is painted as vectors."""
    buffer = _open_buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(RESOLUTION)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(), size))
    generator.setTitle(title)
    painter = QPainter(generator)
    paint(painter)
    painter.end()
    return bytes(buffer.data().data())


def _open_buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer

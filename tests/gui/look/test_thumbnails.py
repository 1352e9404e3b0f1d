"""What samples look like, painted."""

from PySide6.QtCore import QSize

from kgraph.document.looks import Waveform
from kgraph.gui.look.thumbnails import painted
from kgraph.gui.theme import DARK


def test_a_sound_is_an_unbroken_trace(qapp):
    heights = (0.9, -0.9) * 10  # each piece is of one value
    picture = painted(Waveform(heights, heights, "20 values"), DARK, QSize(208, 80))
    row = [picture.toImage().pixelColor(x, 24) for x in range(20, 190)]
    empty = [color for color in row if color == DARK.window]
    assert len(empty) < len(row) / 5

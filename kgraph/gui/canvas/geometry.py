"""Where a node's ports and texts stand: sizes from ports, in scene units, no Qt."""

from typing import Literal

from msgspec import Struct

from kgraph.gui.canvas.ports import Ports

Direction = Literal["down", "right"]
Point = tuple[float, float]

WIDTH = 188.0
HEIGHT = 52.0
ROW = 18.0  # height of a row of port labels
PITCH = 28.0  # least distance of two ports
LETTER = 6.4  # width of a letter of a label, and rather too much than too little


class Outline(Struct, frozen=True):
    """The size of a node and where its ports are, from its top left corner.

    Attributes:
        body: Top of the part that holds the texts.
    """

    width: float
    height: float
    inputs: tuple[Point, ...]
    outputs: tuple[Point, ...]
    body: float = 0.0


def outline(ports: Ports, direction: Direction) -> Outline:
    """Returns how big a node with these ports is, and where they are."""
    labels = ([p.label for p in ports.inputs], list(ports.outputs))
    return _down(*labels) if direction == "down" else _right(*labels)


def _down(inputs: list[str], outputs: list[str]) -> Outline:
    above, below = (ROW - 4 if any(x) else 0.0 for x in (inputs, outputs))
    pitches = [_pitch(inputs), _pitch(outputs)]
    needed = [
        pitch * len(x) + 12
        for pitch, x in zip(pitches, (inputs, outputs), strict=True)
    ]
    width = max(WIDTH, *needed)
    height = above + HEIGHT + below
    return Outline(
        width,
        height,
        tuple((x, 0.0) for x in _spread(len(inputs), pitches[0], width / 2)),
        tuple((x, height) for x in _spread(len(outputs), pitches[1], width / 2)),
        above,
    )


def _right(inputs: list[str], outputs: list[str]) -> Outline:
    rows = max((len(x) for x in (inputs, outputs) if any(x)), default=0)
    bare = max((len(x) for x in (inputs, outputs) if not any(x)), default=0)
    body = max(HEIGHT, bare * PITCH + 8)
    height = body + rows * ROW + (8 if rows else 0)
    return Outline(
        WIDTH,
        height,
        tuple((0.0, y) for y in _stack(inputs, body)),
        tuple((WIDTH, y) for y in _stack(outputs, body)),
    )


def _stack(labels: list[str], body: float) -> list[float]:
    if any(labels):
        return [body + ROW * (i + 0.5) for i in range(len(labels))]
    return _spread(len(labels), PITCH, body / 2)


def _pitch(labels: list[str]) -> float:
    return max(PITCH, *(len(x) * LETTER + 12 for x in labels)) if labels else PITCH


def _spread(count: int, pitch: float, middle: float) -> list[float]:
    return [middle + (i - (count - 1) / 2) * pitch for i in range(count)]

"""The styles in which a model can be written."""

from typing import Literal

Style = Literal["functional", "sequential", "subclass"]
STYLES: dict[Style, str] = {
    "functional": "Functional",
    "sequential": "Sequential",
    "subclass": "Subclass",
}
"""Name to title; the first is the one that every drawing can be written in."""

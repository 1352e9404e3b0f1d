"""A restless person: steps that hypothesis draws, done in a real window.

Each step is a function of a `Hand` and three numbers, which choose among what is there;
it returns what was done in words, or None where nothing could be. Start reading at
`hand.py`; `agreement.py` says what holds after every step.
"""

from restless.agreement import assert_agreement, assert_canvas
from restless.beginnings import BEGINNINGS
from restless.hand import Hand, Step
from restless.steps import STEPS, take

__all__ = [
    "BEGINNINGS",
    "STEPS",
    "Hand",
    "Step",
    "assert_agreement",
    "assert_canvas",
    "take",
]

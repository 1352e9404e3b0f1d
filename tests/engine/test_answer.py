"""What an engine answers."""

from kgraph import templates
from kgraph.engine.answer import answer
from kgraph.messages import Prove, Proved


def test_a_drawing_is_counted_without_being_built():
    project = templates.load("digits")
    counted = answer(Prove(-1, project, is_built=False))
    assert isinstance(counted, Proved)
    assert (counted.number, counted.is_built) == (-1, None)
    assert counted.analysis.graphs["main"].trainable > 0

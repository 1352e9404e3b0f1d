"""A drawing with a part worth a name."""

import pytest
from sketch import Sketch

from kgraph.document.project import Project


@pytest.fixture
def sketch() -> Sketch:
    """Two Inputs, a residual part between, a head; `id_of` finds nodes by name."""
    s = Sketch("net")
    image = s.add("Input", name="image", shape=[8])
    extra = s.add("Input", name="extra", shape=[8], dtype="int32")
    first = s.add("Dense", image, name="first", units=8)
    second = s.add("Dense", first, name="second", units=8)
    added = s.add("Add", second, first, name="added")
    both = s.add("Concatenate", extra, added, name="both")
    s.output(s.add("Dense", both, name="head", units=2), "digit")
    return s


@pytest.fixture
def project(sketch) -> Project:
    return sketch.project()

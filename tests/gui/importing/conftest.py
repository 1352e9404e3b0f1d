"""What a foreign model comes to, and a window that may open it."""

import pytest

from kgraph.document.project import MAIN, Project, new_project


@pytest.fixture
def project(drawn):
    """What the engine makes of the model."""
    return Project({MAIN: drawn.project.main}, weights="elsewhere/weights.npz")


@pytest.fixture
def foreign(shown, document, project):
    """The window over an empty drawing."""
    document.replace(new_project())
    return shown

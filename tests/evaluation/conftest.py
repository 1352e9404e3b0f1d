"""Runs of small drawings, each trained once for all tests that judge it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from judged_drawings import JUDGED

from kgraph.document import files
from kgraph.runs import RunStore
from kgraph.training import fit


@pytest.fixture(scope="session")
def trained(tmp_path_factory) -> Callable[[str], Path]:
    """Returns the file of a drawing beside which there is a run."""
    folder = tmp_path_factory.mktemp("judged")

    def train(name: str) -> Path:
        path = folder / f"{name}.kgraph"
        if not path.exists():
            project = JUDGED[name]()
            files.save(project, path)
            fit(project, store=RunStore.beside(path), report=lambda _: None)
        return path

    return train

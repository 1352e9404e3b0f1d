"""Projects that are bound to data, for the tests of this room."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.project import Binding, DataSource, Project, Split, new_project


@pytest.fixture
def bound_project() -> Callable[..., Project]:
    """Returns a project whose Inputs and Outputs are bound to columns, unchecked."""

    def make(
        source: DataSource | None,
        inputs: dict[str, Binding | None],
        outputs: dict[str, Binding | None],
        *,
        loss: str = "SparseCategoricalCrossentropy",
        split: Split | None = None,
        shape: list[int | None] | None = None,
    ) -> Project:
        graph = new_project().main
        bindings = {}
        for type, bound in (("Input", inputs), ("Output", outputs)):
            for name, binding in bound.items():
                config = {"loss": {"class_name": loss, "config": {}}}
                if type == "Input":
                    config = {"shape": shape} if shape is not None else {}
                graph, node = edits.add(graph, type, name=name, config=config)
                if binding is not None:
                    bindings[graph.nodes[node].layer] = binding
        project = replace(new_project(), graphs={"main": graph})
        data = replace(
            project.data, source=source, bindings=bindings, split=split or Split()
        )
        return replace(project, data=data)

    return make


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of text or bytes and returns its path."""

    def make(content: str | bytes, name: str = "data.csv") -> Path:
        path = tmp_path / name
        data = content.encode() if isinstance(content, str) else content
        path.write_bytes(data)
        return path

    return make

"""Writes a project as a Jupyter notebook that trains the model and plots curves."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from kgraph.codegen.adapting import adapt_function, adapts
from kgraph.codegen.dividing import constants, parts
from kgraph.codegen.fitting import (
    compile_function,
    fit_call,
    is_trained,
    saving,
    seeding,
)
from kgraph.codegen.imports import import_lines
from kgraph.codegen.layout import Code, statement
from kgraph.codegen.loading import loading_functions
from kgraph.codegen.models import ends_in_words, model_sections
from kgraph.codegen.program import demand_no_errors, title_of
from kgraph.codegen.styles import Style
from kgraph.document.project import Project

_PLOTTING = '''\
import matplotlib.pyplot as plt


def plot_curves(history):
    """Plots what was measured in training and validation, epoch by epoch."""
    names = [name for name in history if not name.startswith("val_")]
    width = 5 * len(names)
    _, axes = plt.subplots(1, len(names), figsize=(width, 4), squeeze=False)
    for axis, name in zip(axes[0], names):
        epochs = range(1, len(history[name]) + 1)
        axis.plot(epochs, history[name], label="training")
        if f"val_{name}" in history:
            axis.plot(epochs, history[f"val_{name}"], label="validation")
        axis.set(title=name, xlabel="epoch")
        axis.legend()
    plt.show()


plot_curves(history.history)'''


class _Cell(Struct, frozen=True):
    id: str
    text: str
    is_code: bool = True


def notebook(
    project: Project,
    *,
    style: Style = "functional",
    folder: str | Path | None = None,
) -> str:
    """Writes a project as a notebook: the program's functions, and a plot.

    Without data or a loss there is nothing to train with: it builds the model then. The
    cells `imports` and `model` define `build_model()`.

    Args:
        style: How the model is written, as in `generate`.
        folder: Where relative paths of data start from: the folder of the project's
            file. The notebook looks in the folder that it runs in.

    Returns:
        JSON of version 4.5 of the format; equal projects give equal text.

    Raises:
        CodegenError: If the drawing is no model, or none that can be written in this
            style; the text names the node.
    """
    demand_no_errors(project)
    cells = list(_cells(project, style, folder))
    code = "\n".join(cell.text for cell in cells if cell.is_code)
    inputs, outputs = ends_in_words(project.main)
    title = (
        f"# {title_of(project)}\n\nA Keras model that predicts {outputs} from {inputs}."
    )
    shares = constants(project.data.split) if is_trained(project) else []
    blocks = ["\n".join(import_lines(code)), "\n".join(shares), _seed(project)]
    first = [
        _Cell("title", title, is_code=False),
        _Cell("imports", "\n\n".join(filter(None, blocks))),
    ]
    content = {
        "cells": [_json(cell) for cell in (*first, *cells)],
        "metadata": {
            "kernelspec": {
                "display_name": "Python 3",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _cells(
    project: Project, style: Style, folder: str | Path | None
) -> Iterator[_Cell]:
    names = parts(project.data.split)
    if is_trained(project):
        yield from _titled("data", "Data")
        yield _Cell(
            "data", _functions(loading_functions(project, folder, "Path.cwd()"))
        )
        yield _Cell("loading", _code(f"{', '.join(names)} = load_data()"))
    yield from _titled("model", "Model")
    sections = model_sections(project, style, draft=False)
    yield _Cell("model", _functions(section.lines for section in sections))
    yield _Cell("summary", _code("model = build_model()", "model.summary()"))
    if is_trained(project):
        yield from _training(project, style, names)
    yield from _titled("saving", "Saving")
    yield _Cell("saving", _code(saving(project)))


def _training(project: Project, style: Style, names: Sequence[str]) -> Iterator[_Cell]:
    yield from _titled("training", "Training")
    if adapts(project):
        adapting = adapt_function(project, has_graph=style != "subclass")
        yield _Cell("adapting", _functions([adapting]))
        yield _Cell("adapted", _code("adapt_model(model, train[0])"))
    yield _Cell("compiling", _functions([compile_function(project, is_draft=False)]))
    fit = ("history = ", fit_call(project, is_draft=False))
    yield _Cell("training", _code("compile_model(model)", fit))
    yield _Cell("curves", _PLOTTING)
    if "test" in names:
        yield from _titled("evaluation", "Evaluation")
        evaluation = "model.evaluate(*test, return_dict=True, verbose=0)"
        yield _Cell("evaluation", evaluation)


def _titled(id: str, title: str) -> Iterator[_Cell]:
    yield _Cell(f"{id}-title", f"## {title}", is_code=False)


def _functions(functions: Iterator[Sequence[str]] | list[list[str]]) -> str:
    return "\n\n\n".join("\n".join(lines) for lines in functions)


def _code(*codes: Code) -> str:
    return "\n".join(statement(code, indent=0) for code in codes)


def _seed(project: Project) -> str:
    seed = seeding(project) if is_trained(project) else None
    return _code(seed) if seed else ""


def _json(cell: _Cell) -> dict[str, object]:
    content: dict[str, object] = {
        "cell_type": "code" if cell.is_code else "markdown",
        "id": cell.id,
        "metadata": {},
        "source": cell.text.splitlines(keepends=True),
    }
    return (
        {**content, "execution_count": None, "outputs": []} if cell.is_code else content
    )

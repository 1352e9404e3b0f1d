"""Writes a project as a Jupyter notebook that trains the model and plots curves."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from kgraph.codegen.fitting.adapting import adapt_function, adapts
from kgraph.codegen.fitting.compiling import compile_function
from kgraph.codegen.fitting.devices import (
    backend_lines,
    loading,
    on_device,
    policy_lines,
    shared,
    sharing,
    sharing_function,
)
from kgraph.codegen.fitting.fitting import (
    StageCode,
    is_trained,
    saving,
    seeding,
    stages_code,
)
from kgraph.codegen.fitting.staging import keeping_function
from kgraph.codegen.imports import import_lines
from kgraph.codegen.layout import Code, Statement, call, laid
from kgraph.codegen.loading.dividing import constants, parts_of
from kgraph.codegen.loading.files import inputs_of
from kgraph.codegen.loading.giving import given, weights_given
from kgraph.codegen.loading.loading import loading_functions
from kgraph.codegen.models import ends_in_words, model_sections, one_line
from kgraph.codegen.program import demand_no_errors, title_of
from kgraph.codegen.styles import Style
from kgraph.document.precision import ending_in_full
from kgraph.document.project import Project, Training

_PLOTTING = '''\
import matplotlib.pyplot as plt


def plot_curves(history):
    """Plots what was measured in training and validation, epoch by epoch."""
    names = [name for name in history if not name.startswith("val_")]
    width = 5 * len(names)
    _, axes = plt.subplots(1, len(names), figsize=(width, 4), squeeze=False)
    for axis, name in zip(axes[0], names):
        epochs = range({first}, len(history[name]) + {first})
        axis.plot(epochs, history[name], label="training")
        if f"val_{name}" in history:
{times}            axis.plot({validated}, history[f"val_{name}"], label="validation")
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
    project = ending_in_full(project, project.training.precision)
    cells = list(_cells(project, style, folder))
    inputs, outputs = ends_in_words(project.main)
    title = (
        f"# {title_of(project)}\n\nA Keras model that predicts {outputs} from {inputs}."
    )
    first = [
        _Cell("title", title, is_code=False),
        _Cell("imports", _imports(project, cells)),
    ]
    return _json_of([*first, *cells])


def _imports(project: Project, cells: Sequence[_Cell]) -> str:
    """Returns what comes before the functions of the cells."""
    code = "\n".join(cell.text for cell in cells if cell.is_code)
    blocks = [
        backend_lines(project),
        import_lines(code),
        policy_lines(project),
        constants(project.data) if is_trained(project) else [],
        list(laid(_beginning(project), 0)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _json_of(cells: Sequence[_Cell]) -> str:
    content = {
        "cells": [_json(cell) for cell in cells],
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
    names = parts_of(project.data)
    if is_trained(project):
        yield from _titled("data", "Data")
        functions = [*loading_functions(project, folder, "Path.cwd()")]
        functions += filter(None, [sharing_function(project)])
        yield _Cell("data", _functions(functions))
        yield _Cell("loading", _code(*loading(project, names)))
    yield from _titled("model", "Model")
    sections = model_sections(project, style, draft=False)
    yield _Cell("model", _functions(section.lines for section in sections))
    making = on_device(project, shared(project, ["model = build_model()"]))
    yield _Cell("summary", _code(*making, "model.summary()"))
    if is_trained(project):
        yield from _training(project, style, names)
    yield from _titled("saving", "Saving")
    yield _Cell("saving", _code(saving(project)))


def _training(project: Project, style: Style, names: Sequence[str]) -> Iterator[_Cell]:
    yield from _titled("training", "Training")
    if adapts(project):
        adapting = adapt_function(project, has_graph=style != "subclass")
        yield _Cell("adapting", _functions([adapting]))
        yield _Cell(
            "adapted", _code(f"adapt_model(model, {inputs_of(project, 'train')})")
        )
    cells = list(_stages(project))
    lines = "\n".join(cell.text for cell in cells).split("\n")
    functions = [compile_function(project, is_draft=False), keeping_function(lines)]
    yield _Cell("compiling", _functions(list(filter(None, functions))))
    yield from cells
    yield _Cell("curves", _plotting(project.training))
    if "test" in names:
        yield from _titled("evaluation", "Evaluation")
        told = weights_given(project, "test") | {"return_dict": "True", "verbose": "0"}
        evaluation = call("model.evaluate", [given(project, "test")], told)
        yield _Cell("evaluation", _code(evaluation))


def _stages(project: Project) -> Iterator[_Cell]:
    """Yields the cells that freeze, compile and fit; their history is one."""
    stages = stages_code(project, is_draft=False)
    if not any(stage.title for stage in stages):
        for stage in stages:
            fit: Code = ("history = ", stage.fitting)
            yield _Cell("training", _code(*_on_devices(project, stage, fit)))
        return
    stages = stages_code(project, False, callbacks=("history",))
    yield _Cell("history", "history = keras.callbacks.History()")
    for number, stage in enumerate(stages, 1):
        title = f"### {one_line(stage.title) or number}"
        yield _Cell(f"stage-{number}-title", title, is_code=False)
        code = _code(*_on_devices(project, stage, stage.fitting))
        yield _Cell(f"stage-{number}", code)


def _on_devices(project: Project, stage: StageCode, fit: Code) -> list[Statement]:
    return on_device(project, [*shared(project, stage.preparing), fit])


def _beginning(project: Project) -> Iterator[Statement]:
    if is_trained(project):
        if seed := seeding(project):
            yield seed
        yield from sharing(project)


def _plotting(training: Training) -> str:
    """Returns what plots the curves; not every epoch may have been validated."""
    every, name, line = training.validation_freq, "epochs", ""
    if every > 1:
        name = "validated"
        line = f"            {name} = [x for x in epochs if x % {every} == 0]\n"
    first = str(training.initial_epoch + 1)
    return (
        _PLOTTING.replace("{first}", first)
        .replace("{times}", line)
        .replace("{validated}", name)
    )


def _titled(id: str, title: str) -> Iterator[_Cell]:
    yield _Cell(f"{id}-title", f"## {title}", is_code=False)


def _functions(functions: Iterator[Sequence[str]] | list[list[str]]) -> str:
    return "\n\n\n".join("\n".join(lines) for lines in functions)


def _code(*statements: Statement) -> str:
    return "\n".join(laid(statements, 0))


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

"""Writes `compile_model()` and `main()`: how the model is judged, trained and kept."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from kgraph.catalog import Kind
from kgraph.codegen.adapting import adapts
from kgraph.codegen.dividing import parts
from kgraph.codegen.layout import Code, call, mapping, sequence, statement, text
from kgraph.codegen.loading import has_data
from kgraph.codegen.values import attempt, literal, nested
from kgraph.document.callbacks import file_of
from kgraph.document.calls import outputs_of
from kgraph.document.graph import Layer
from kgraph.document.project import Project


def has_loss(project: Project) -> bool:
    """Whether any Output has a loss, without which there is nothing to compile."""
    return any(map(_is_judged, _outputs(project)))


def is_trained(project: Project) -> bool:
    """Whether the project says all that training needs: data and a loss."""
    return has_loss(project) and has_data(project)


def compile_function(project: Project, is_draft: bool) -> list[str]:
    """Returns the lines of `compile_model()`.

    Args:
        is_draft: Whether `...` may stand for what cannot be written.

    Raises:
        CodegenError: If the optimizer, a loss or a metric cannot be written.
    """
    outputs = _outputs(project)
    judged = list(filter(_is_judged, outputs))

    def write(value: Any, kind: Kind) -> Code:
        return attempt(lambda: nested(value, (kind,)), is_draft)

    losses = {x.name: write(x.config["loss"], "loss") for x in judged}
    weights = {x.name: _weight(x) for x in judged}
    is_weighted = any(weight != "1.0" for weight in weights.values())
    metrics = {
        x.name: write(x.config["metrics"], "metric")
        for x in outputs
        if x.config.get("metrics")
    }
    is_single = len(outputs) == 1
    arguments: dict[str, Code] = {
        "optimizer": write(project.training.optimizer, "optimizer"),
        "loss": _per_output(losses, is_single),
    }
    if is_weighted:
        arguments["loss_weights"] = _per_output(weights, is_single)
    if metrics:
        arguments["metrics"] = _per_output(metrics, is_single)
    return [
        "def compile_model(model):",
        '    """Says how the model learns and how it is judged."""',
        *statement(call("model.compile", (), arguments)).split("\n"),
    ]


def main_function(project: Project, trains: bool, is_draft: bool) -> list[str]:
    """Returns the lines of `main()`.

    Args:
        trains: Whether there are data and a loss to train with.
        is_draft: Whether `...` may stand for what cannot be written.

    Raises:
        CodegenError: If a callback cannot be written.
    """
    does = (
        "Trains the model and saves it" if trains else "Builds the model and saves it"
    )
    codes = _training(project, is_draft) if trains else _building(project)
    return [
        "def main():",
        f'    """{does}."""',
        *(line for code in codes for line in statement(code).split("\n")),
        *statement(saving(project)).split("\n"),
    ]


def saving(project: Project) -> Code:
    """Returns the call that saves the model under the name of the drawing."""
    stem = re.sub(r"[^\w. -]+", "_", project.main.name) or "model"
    return call("model.save", [text(f"{stem}.keras")], {})


def seeding(project: Project) -> Code | None:
    """Returns the call that makes the training repeatable, if it shall be."""
    seed = project.training.seed
    if seed is None:
        return None
    return call("keras.utils.set_random_seed", [literal(seed)], {})


def fit_call(project: Project, is_draft: bool) -> Code:
    """Returns the call of `model.fit`.

    Args:
        is_draft: Whether `...` may stand for what cannot be written.
    """
    training = project.training
    fitting: dict[str, Code] = {}
    if "validation" in parts(project.data.split):
        fitting["validation_data"] = "validation"
    # What `fit()` does unless it is told otherwise.
    usual = {"batch_size": 32, "epochs": 1, "shuffle": True}
    given: dict[str, Any] = {name: getattr(training, name) for name in usual}
    fitting |= {k: literal(v) for k, v in given.items() if v != usual[k]}
    if training.callbacks:
        fitting["callbacks"] = sequence(
            [attempt(partial(_callback, c), is_draft) for c in training.callbacks]
        )
    return call("model.fit", ["*train"], fitting)


def _building(project: Project) -> Iterator[Code]:
    yield "model = build_model()"
    if has_loss(project):
        yield "compile_model(model)"
    yield "model.summary()"


def _training(project: Project, is_draft: bool) -> Iterator[Code]:
    if seed := seeding(project):
        yield seed
    names = parts(project.data.split)
    yield f"{', '.join(names)} = load_data()"
    yield "model = build_model()"
    if adapts(project):
        yield "adapt_model(model, train[0])"
    yield "compile_model(model)"
    yield fit_call(project, is_draft)
    if "test" in names:
        yield "model.evaluate(*test)"


def _callback(described: dict[str, Any]) -> Code:
    name, config = described.get("class_name", ""), described.get("config") or {}
    if isinstance(config, dict) and (file := file_of(name, config)):
        parameter, default = file
        config = {**config, parameter: config.get(parameter) or default}
    return nested({"class_name": name, "config": config}, ("callback",))


def _is_judged(output: Layer) -> bool:
    return isinstance(output.config.get("loss"), (str, dict))


def _weight(output: Layer) -> Code:
    """Returns an Output's loss weight; Keras does not take `2` for `2.0`."""
    weight = output.config.get("loss_weight", 1.0)
    return literal(float(weight) if isinstance(weight, int) else weight)


def _per_output(values: dict[str, Code], is_single: bool) -> Code:
    return next(iter(values.values())) if is_single else mapping(values)


def _outputs(project: Project) -> list[Layer]:
    return [project.main.layers[node.layer] for node in outputs_of(project.main)]

"""Writes `compile_model()`: how the model learns and how it is judged."""

from typing import Any

from kgraph.catalog import Kind
from kgraph.codegen.layout import Code, call, laid, mapping
from kgraph.codegen.values import attempt, literal, nested
from kgraph.document.calls import outputs_of
from kgraph.document.graph import Layer
from kgraph.document.optimizers import optimizer_of
from kgraph.document.project import Project, Stage

_COMPILED = {"on": True, "off": False}


def has_loss(project: Project) -> bool:
    """Whether any Output has a loss, without which there is nothing to compile."""
    return any(map(_is_judged, _outputs(project)))


def compile_function(project: Project, is_draft: bool) -> list[str]:
    """Returns the lines of `compile_model()`.

    Where the stages learn with optimizers that differ, it is given one.

    Args:
        is_draft: Whether `...` may stand for what cannot be written.

    Raises:
        CodegenError: If the optimizer, a loss or a metric cannot be written.
    """
    optimizer: Code = "optimizer"
    if not is_given_optimizer(project):
        optimizer = optimizer_code(project, project.training.all_stages[0], is_draft)
    arguments = {
        "optimizer": optimizer,
        **_judging(project, is_draft),
        **_stepping(project),
    }
    given = ", optimizer" if is_given_optimizer(project) else ""
    return [
        f"def compile_model(model{given}):",
        '    """Says how the model learns and how it is judged."""',
        *laid([call("model.compile", (), arguments)]),
    ]


def compile_call(project: Project, stage: Stage, is_draft: bool) -> Code:
    """Returns the call of `compile_model` for a stage.

    Raises:
        CodegenError: If the optimizer cannot be written.
    """
    given: list[Code] = ["model"]
    if is_given_optimizer(project):
        given.append(optimizer_code(project, stage, is_draft))
    return call("compile_model", given, {})


def is_given_optimizer(project: Project) -> bool:
    """Whether stages learn with optimizers that differ."""
    first, *others = (
        optimizer_of(project.training, stage) for stage in project.training.all_stages
    )
    return any(other != first for other in others)


def optimizer_code(project: Project, stage: Stage, is_draft: bool) -> Code:
    """Returns the optimizer that a stage learns with."""
    described = optimizer_of(project.training, stage)
    return attempt(lambda: nested(described, ("optimizer",)), is_draft)


def _judging(project: Project, is_draft: bool) -> dict[str, Code]:
    """Returns what the model is judged by, as arguments of `compile()`."""
    outputs = _outputs(project)
    judged = list(filter(_is_judged, outputs))

    def write(value: Any, kind: Kind) -> Code:
        return attempt(lambda: nested(value, (kind,)), is_draft)

    def metrics(parameter: str) -> dict[str, Code]:
        given = {x.name: x.config.get(parameter) for x in outputs}
        return {name: write(value, "metric") for name, value in given.items() if value}

    weights = {x.name: _weight(x) for x in judged}
    is_weighted = any(weight != "1.0" for weight in weights.values())
    values = {
        "loss": {x.name: write(x.config["loss"], "loss") for x in judged},
        "loss_weights": weights if is_weighted else {},
        "metrics": metrics("metrics"),
        "weighted_metrics": metrics("weighted_metrics"),
    }
    is_single = len(outputs) == 1
    return {k: _per_output(given, is_single) for k, given in values.items() if given}


def _stepping(project: Project) -> dict[str, Code]:
    """Returns how a step is taken, where that is not the usual."""
    training = project.training
    given: dict[str, Any] = {}
    if training.steps_per_execution != 1:
        given["steps_per_execution"] = training.steps_per_execution
    if training.run_eagerly:
        given["run_eagerly"] = True
    if training.jit_compile in _COMPILED:
        given["jit_compile"] = _COMPILED[training.jit_compile]
    return {name: literal(value) for name, value in given.items()}


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

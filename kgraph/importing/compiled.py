"""How a foreign model was compiled, as settings of a project."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from kgraph.document.calls import outputs_of
from kgraph.document.graph import Graph, Layer
from kgraph.document.project import Project, with_graphs
from kgraph.document.reports import Finding
from kgraph.importing.compiled_objects import UnknownObjectError, described

_USUAL = {"run_eagerly": False, "steps_per_execution": 1, "jit_compile": False}


def with_compiled(
    project: Project, config: Mapping[str, Any] | None
) -> tuple[Project, tuple[Finding, ...]]:
    """Gives a project the optimizer, losses and metrics of a foreign file.

    Args:
        config: What Keras wrote of `compile()`: of a `.keras` file its
            `compile_config`, of a legacy HDF5 file its `training_config`. None or
            empty for a model that was not compiled.

    Returns:
        The project, and what of the settings it cannot hold.
    """
    if not config:
        return project, ()
    taking = _Taking(project)
    taking.take(config)
    return taking.project, tuple(taking.findings)


class _Taking:
    """Takes over one setting after the other, and notes down what is lost."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.findings: list[Finding] = []
        self._outputs = _outputs(project.main)

    def take(self, config: Mapping[str, Any]) -> None:
        self._take_optimizer(config.get("optimizer", config.get("optimizer_config")))
        for output, loss in self._shared_out(config.get("loss"), "loss"):
            self._set(output, loss=self._object("loss", loss, output))
        for output, weight in self._shared_out(config.get("loss_weights"), "weight"):
            if isinstance(weight, (int, float)):
                self._set(output, loss_weight=float(weight))
        for name in ("metrics", "weighted_metrics"):
            self._take_metrics(name, config.get(name))
        for name, usual in _USUAL.items():
            if config.get(name, usual) not in (usual, None):
                text = f"`{name}={config[name]!r}` of compile() is not kept."
                self._note(text)

    def _take_optimizer(self, value: Any) -> None:
        optimizer = self._object("optimizer", value) if value is not None else None
        if isinstance(optimizer, str):
            optimizer = {"class_name": optimizer, "config": {}}
        if optimizer is not None:
            training = replace(self.project.training, optimizer=optimizer)
            self.project = replace(self.project, training=training)

    def _take_metrics(self, name: str, value: Any) -> None:
        if isinstance(value, list) and len(self._outputs) == 1 and not _holds(value):
            value = [value]  # of one output Keras takes them without the outer list
        for output, given in self._shared_out(value, "metric"):
            metrics = [self._object("metric", m, output) for m in _flat(given)]
            known = self._layer(output).config.get("metrics", [])
            kept = [*known, *(m for m in metrics if m is not None)]
            if kept:
                self._set(output, metrics=kept)
            if name == "weighted_metrics" and metrics:
                self._note(
                    "It is kept as a plain metric: no sample has a weight here.",
                    f"weighted metrics of {self._layer(output).name}",
                )

    def _shared_out(self, value: Any, what: str) -> Iterator[tuple[str, Any]]:
        """Yields the ids of Outputs, each with what it is given, if anything."""
        if isinstance(value, Mapping) and "class_name" not in value:
            for name, item in value.items():
                found = [id for id, names in self._outputs.items() if name in names]
                if len(found) == 1:
                    yield found[0], item
                else:
                    self._warn(f"There is no output {name!r} for this {what}.", "")
            return
        items = value if isinstance(value, (list, tuple)) else [value]
        if len(items) == 1:  # one for every output
            items = list(items) * len(self._outputs)
        if len(items) != len(self._outputs):
            self._warn(
                f"Expected a {what} for each of {len(self._outputs)} outputs. "
                f"Received: {len(items)}. None is kept.",
                "compile()",
            )
            return
        for id, item in zip(self._outputs, items, strict=True):
            if item is not None:
                yield id, item

    def _object(self, kind: Any, value: Any, output: str | None = None) -> Any:
        if value is None:
            return None
        try:
            found, lost = described(kind, value)
        except UnknownObjectError as error:
            where = f"{kind} of {self._layer(output).name}" if output else kind
            self._warn(str(error), where)
            return None
        if lost:
            self._note(f"What this Keras does not know is not kept: {lost}.", kind)
        return found

    def _layer(self, id: str) -> Layer:
        return self.project.main.layers[id]

    def _set(self, id: str, **config: Any) -> None:
        main, layer = self.project.main, self._layer(id)
        kept = {k: v for k, v in config.items() if v is not None and v != 1.0}
        changed = replace(layer, config={**layer.config, **kept})
        main = replace(main, layers={**main.layers, id: changed})
        self.project = with_graphs(self.project, main)

    def _note(self, text: str, where: str = "compile()") -> None:
        self.findings.append(Finding(text, where))

    def _warn(self, text: str, where: str) -> None:
        self.findings.append(Finding(text, where or "compile()", "warning"))


def _outputs(graph: Graph) -> dict[str, set[str]]:
    """Returns the ids of the Outputs, each with the names that Keras may know it by."""
    found = {}
    for node in outputs_of(graph):
        sources = [graph.layer_of(source.node).name for source in node.sources()]
        found[node.layer] = {graph.layers[node.layer].name, *sources}
    own = {graph.layers[id].name for id in found}
    return {
        id: {n for n in names if n not in own or n == graph.layers[id].name}
        for id, names in found.items()
    }


def _holds(value: Sequence[Any]) -> bool:
    """Whether a list of metrics holds a list for each output."""
    return any(isinstance(item, (list, tuple)) or item is None for item in value)


def _flat(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]

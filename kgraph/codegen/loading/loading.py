"""Writes `load_data()`; the recipe is the one that `kgraph.data.load` follows."""

from collections.abc import Iterator
from math import prod
from pathlib import Path

from kgraph.codegen.layout import (
    INDENT,
    WIDTH,
    Code,
    call,
    fixed,
    flat,
    mapping,
    sequence,
    statement,
)
from kgraph.codegen.loading.bound import SCALERS, bound_layers, purpose
from kgraph.codegen.loading.columns import Reader, reader
from kgraph.codegen.loading.dividing import divider, division, parts
from kgraph.codegen.loading.tables import is_table, table_functions
from kgraph.codegen.names import Names
from kgraph.document.binding import layers_of_type
from kgraph.document.binding.outputs import loss_name
from kgraph.document.graph import ENDS, Layer
from kgraph.document.project import Binding, Project

_ONE_HOT = '''\
def one_hot(values):
    """Returns a one-hot row for each category; other numbers as they are."""
    distinct, codes = np.unique(values, return_inverse=True)
    is_few = 2 <= len(distinct) <= min(20, len(values) // 2)
    if values.dtype.kind == "f" and not (is_few and (distinct % 1 == 0).all()):
        return values
    return np.eye(len(distinct), dtype="float32")[codes]
'''
_SCALED = '''\
def scaled(values, train):
    """Returns numbers scaled as those to train on ask; one-hot rows as they are."""
    if values.ndim > 1:
        return values
    scaler = {scaler}().fit(values[train].reshape(-1, 1))
    return scaler.transform(values.reshape(-1, 1))
'''
_LONG = 20
_OWN = ("rest", "path", "file", "scaler", "scaled", "labels")
BESIDE_PROGRAM = "Path(__file__).parent"


def has_data(project: Project) -> bool:
    """Whether every Input and Output of the model is bound to columns of a source."""
    layers = bound_layers(project)
    bindings = project.data.bindings
    are_bound = all(x.id in bindings and bindings[x.id].columns for x in layers)
    return project.data.source is not None and are_bound


def loading_functions(
    project: Project, folder: str | Path | None, beside: str = BESIDE_PROGRAM
) -> Iterator[list[str]]:
    """Yields the lines of `load_data()`, after those of the functions that it calls.

    Args:
        folder: Where relative paths start from now.
        beside: The code of the folder where they start from later.

    Raises:
        CodegenError: If a column or built-in data set is not there.
    """
    assert project.data.source is not None
    if is_table(project):
        yield from table_functions(project, folder, beside)
        return
    source = reader(project.data.source, folder, beside)
    main = list(_LoadWriter(project, source).lines())
    written = "\n".join(main)
    for function in (*source.functions, *_encoders(project), divider(project)):
        name = function.partition("(")[0].removeprefix("def ")
        if f"{name}(" in written or (name == "column" and "columns(" in written):
            yield function.rstrip("\n").split("\n")
    yield main


class _LoadWriter:
    """Writes `load_data()` of one project."""

    def __init__(self, project: Project, source: Reader) -> None:
        self._project = project
        self._source = source
        names = Names({source.variable, *_OWN})
        for part in parts(project.data.split):
            names.take(part)
        self._variables = {
            layer.id: names.take(layer.name[:_LONG]) for layer in bound_layers(project)
        }

    def lines(self) -> Iterator[str]:
        """Yields the lines of the function."""
        wanted = purpose(parts(self._project.data.split))
        yield "def load_data():"
        yield f'    """Returns inputs and targets {wanted}."""'
        yield from self._source.opening
        layers = bound_layers(self._project)
        for code in [
            *(c for x in layers if not self._waits(x) for c in self._reading(x)),
            *division(self._project, self._source),
            *(c for x in layers if self._waits(x) for c in self._reading(x)),
            *(code for layer in layers for code in self._scaling(layer)),
            ("return ", self._result()),
        ]:
            yield from statement(code).split("\n")

    def _binding(self, layer: Layer) -> Binding:
        return self._project.data.bindings[layer.id]

    def _waits(self, layer: Layer) -> bool:
        """Whether a layer's columns are scaled one by one, so after the split."""
        binding = self._binding(layer)
        return binding.one_hot and binding.scaling != "none"

    def _reading(self, layer: Layer) -> Iterator[Code]:
        binding = self._binding(layer)
        raw: Code
        if binding.one_hot:
            raw = self._one_hot(binding)
        elif self._has_axes(layer):
            columns = [self._source.column(name) for name in binding.columns]
            stacked = call("np.stack", [sequence(columns)], {"axis": "-1"})
            raw = stacked if len(columns) > 1 else columns[0]
        else:
            raw = self._source.matrix(binding.columns)
        yield from self._assign(layer, raw, is_finished=self._scaler(layer) is None)

    def _assign(self, layer: Layer, raw: Code, is_finished: bool) -> Iterator[Code]:
        variable = self._variables[layer.id]
        finish = self._finish(layer) if is_finished else ""
        one = (f"{variable} = ", raw, finish)
        if not finish or INDENT + len(flat(one)) <= WIDTH:
            yield one
        else:
            yield (f"{variable} = ", raw)
            yield f"{variable} = {variable}{finish}"

    def _has_axes(self, layer: Layer) -> bool:
        """Whether samples of the bound columns have axes of their own, as images do."""
        binding = self._binding(layer)
        if self._source.builtin is not None:
            return self._source.is_image(binding.columns[0])
        shape = binding.reshape or layer.config.get("shape") or ()
        sizes = shape if isinstance(shape, (list, tuple)) else ()
        is_one_plain_column_each = len(binding.columns) == prod(s or 0 for s in sizes)
        return len(sizes) > 1 and not is_one_plain_column_each

    def _one_hot(self, binding: Binding) -> Code:
        rows = [self._one_hot_column(name, binding) for name in binding.columns]
        return (
            rows[0] if len(rows) == 1 else call("np.column_stack", [sequence(rows)], {})
        )

    def _one_hot_column(self, name: str, binding: Binding) -> Code:
        labels = self._source.labels(name)
        categories = self._source.categories(name)
        if categories:
            return (f'np.eye({categories}, dtype="float32")[', labels, "]")
        rows = call("one_hot", [labels], {})
        return (
            call("scaled", [rows, "train"], {}) if binding.scaling != "none" else rows
        )

    def _scaler(self, layer: Layer) -> str | None:
        """Returns the scaler that all columns of a layer are scaled with at once."""
        binding = self._binding(layer)
        if binding.one_hot or self._source.categories(binding.columns[0]):
            return None
        return SCALERS.get(binding.scaling)

    def _scaling(self, layer: Layer) -> Iterator[Code]:
        scaler = self._scaler(layer)
        if scaler is None:
            return
        variable = self._variables[layer.id]
        if not self._has_axes(layer):
            yield f"scaler = {scaler}().fit({variable}[train])"
            yield f"{variable} = scaler.transform({variable}){self._finish(layer)}"
            return
        yield f"scaler = {scaler}().fit({variable}[train].reshape(-1, 1))"
        yield f"scaled = scaler.transform({variable}.reshape(-1, 1))"
        restored = "" if self._binding(layer).reshape else f".reshape({variable}.shape)"
        yield f"{variable} = scaled{restored}{self._finish(layer)}"

    def _finish(self, layer: Layer) -> str:
        """Returns the calls that give samples their shape and dtype."""
        binding = self._binding(layer)
        sizes = [str(size) for size in binding.reshape or ()]
        shaped = f".reshape({', '.join(['-1', *sizes])})" if sizes else ""
        is_ready = binding.one_hot and len(binding.columns) == 1
        return shaped if is_ready else f'{shaped}.astype("{self._dtype(layer)}")'

    def _dtype(self, layer: Layer) -> str:
        if layer.type == "Output":
            return "int32" if "sparse" in loss_name(layer).lower() else "float32"
        columns = self._binding(layer).columns
        if self._source.builtin is not None:
            is_classes = all(self._source.categories(name) for name in columns)
            return "int32" if is_classes else "float32"
        return layer.config.get("dtype") or "float32"

    def _result(self) -> Code:
        pairs = [self._pair(part) for part in parts(self._project.data.split)]
        return pairs[0] if len(pairs) == 1 else fixed(pairs)

    def _pair(self, part: str) -> Code:
        sides: list[Code] = []
        for type in ENDS:
            arrays: dict[str, Code] = {
                layer.name: f"{self._variables[layer.id]}[{part}]"
                for layer in layers_of_type(self._project.main, type)
            }
            only = next(iter(arrays.values()), "...")
            sides.append(only if len(arrays) == 1 else mapping(arrays))
        return fixed(sides)


def _encoders(project: Project) -> tuple[str, ...]:
    scalings = [b.scaling for b in project.data.bindings.values() if b.one_hot]
    scaler = next((SCALERS[s] for s in scalings if s in SCALERS), "")
    return (_ONE_HOT, _SCALED.replace("{scaler}", scaler))

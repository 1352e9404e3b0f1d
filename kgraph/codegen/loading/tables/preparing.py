"""Writes how the columns of a table become what a layer is given."""

from math import prod

from kgraph.codegen.layout import Code, call, sequence, text
from kgraph.codegen.loading.bound import SCALERS
from kgraph.codegen.loading.files import folder_of
from kgraph.codegen.loading.tables.reading import KNOWN, categories_of, has_axes
from kgraph.document.binding import preparation_of
from kgraph.document.binding.outputs import loss_name
from kgraph.document.columns import AHEAD
from kgraph.document.data import STRATEGIES
from kgraph.document.graph import Layer
from kgraph.document.project import Binding, Data, DataSource


class Preparing:
    """Writes the expressions of one project's columns.

    Args:
        table: The variable that holds all columns.
    """

    def __init__(self, data: Data, table: str) -> None:
        self._data = data
        self._table = table

    def column(self, name: str) -> Code:
        """Returns a column as it was read."""
        return f"{self._table}[{text(name)}]"

    def numbers(self, name: str) -> Code:
        """Returns a column as numbers: of text the positions in sorted order."""
        source, _ = self.place(name)
        return (
            self.column(name)
            if source.kind in KNOWN
            else call("numbers", [self.column(name)], {})
        )

    def place(self, name: str) -> tuple[DataSource, str]:
        """Returns the source of a column, and what it is called there."""
        assert self._data.source is not None
        number, point, bare = name.partition(".")
        if point and number.isdigit() and 2 <= int(number) < 2 + len(self._data.beside):
            return self._data.beside[int(number) - 2], bare
        return self._data.source, name

    def layer(self, layer: Layer) -> tuple[Code, str]:
        """Returns what a layer is given of all samples, and the calls that end it."""
        binding = self._data.bindings[layer.id]
        if folder_of(self._data, binding.columns[0]):
            return self.column(binding.columns[0]), ""  # read when a batch needs it
        if layer.type == "Input" and layer.config.get("dtype") == "string":
            return self.column(binding.columns[0]), ".astype(object)"
        is_alone = self._is_alone(binding)
        parts = [self._part(name, binding, is_alone) for name in binding.columns]
        if not self._has_axes(layer, binding):
            array = call("np.column_stack", [sequence(parts)], {})
        elif len(parts) > 1:
            array = call("np.stack", [sequence(parts)], {"axis": "-1"})
        else:
            array = parts[0]
        if not is_alone and binding.scaling != "none":
            array = _scaled("scaled", array, binding.scaling)
        return array, self._finish(layer, binding)

    def _is_alone(self, binding: Binding) -> bool:
        """Whether columns are scaled one by one."""
        source, name = self.place(binding.columns[0])
        is_series = source.windows is not None and not name.endswith(AHEAD)
        return binding.one_hot or bool(binding.per_column) or is_series

    def _part(self, name: str, binding: Binding, is_alone: bool) -> Code:
        """Returns a column, filled and, if it is alone, one-hot or scaled."""
        source, bare = self.place(name)
        told = preparation_of(binding, name)
        values = self.numbers(name)
        if told.missing != "refuse":
            strategy = text(STRATEGIES[told.missing])
            values = call("filled", [self.column(name), "train", strategy], {})
        categories = categories_of(source, bare)
        if told.one_hot and categories:
            return (f'np.eye({len(categories)}, dtype="float32")[', values, "]")
        is_scaled = is_alone and told.scaling != "none"
        if told.one_hot:
            if not is_scaled:
                return call("one_hot", [values], {})
            return _scaled("one_hot_or_scaled", values, told.scaling)
        if not is_scaled:
            return values
        is_series = source.windows is not None and not bare.endswith(AHEAD)
        scale = "scaled_series" if is_series else "scaled"
        return _scaled(scale, values, told.scaling)

    def _has_axes(self, layer: Layer, binding: Binding) -> bool:
        """Whether samples of the bound columns have axes of their own, as images do."""
        source, name = self.place(binding.columns[0])
        known = has_axes(source, name)
        if known is not None:
            return known
        shape = binding.reshape or layer.config.get("shape") or ()
        sizes = shape if isinstance(shape, (list, tuple)) else ()
        is_one_plain_column_each = len(binding.columns) == prod(s or 0 for s in sizes)
        is_vector = len(sizes) == 1 and len(binding.columns) == 1
        has_more = len(sizes) > 1 or (is_vector and not binding.one_hot)
        return has_more and not is_one_plain_column_each

    def _finish(self, layer: Layer, binding: Binding) -> str:
        """Returns the calls that give samples their shape and dtype."""
        sizes = [str(size) for size in binding.reshape or ()]
        shaped = f".reshape({', '.join(['-1', *sizes])})" if sizes else ""
        return f'{shaped}.astype("{self._dtype(layer)}")'

    def _dtype(self, layer: Layer) -> str:
        if layer.type == "Input":
            return layer.config.get("dtype") or "float32"
        return "int32" if "sparse" in loss_name(layer).lower() else "float32"


def _scaled(function: str, values: Code, scaling: str) -> Code:
    return call(function, [values, "train", f"{SCALERS[scaling]}()"], {})

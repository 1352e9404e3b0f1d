"""What the data lacks, or how it is given: filled in, scaled, bound again, divided."""

from msgspec.structs import replace

from kgraph.document.binding import bind, preparation_of
from kgraph.document.binding.bindings import with_binding
from kgraph.document.columns import Column
from kgraph.document.errors import EditError
from kgraph.document.project import Binding, Missing, Project, Scaling
from kgraph.document.repairs.case import Case, Repair, Repairs

FILLINGS: dict[Missing, str] = {
    "mean": "the mean",
    "median": "the median",
    "frequent": "the most frequent value",
    "zero": "0",
}
SCALINGS: dict[Scaling, str] = {
    "minmax": "between 0 and 1",
    "standard": "mean 0 and variance 1",
}


def fill(case: Case) -> Repairs:
    """Fills in what is missing."""
    lacking = [c for c in _columns(case) if c.missing]
    has_numbers = any(column.dtype != "int32" for column in lacking)
    for missing, words in FILLINGS.items():
        if lacking and (has_numbers or missing == "frequent"):
            title = f"Fill in {words} where a value is missing"
            yield _prepared(case, title, missing=missing)


def scale(case: Case) -> Repairs:
    """Scales numbers that are large."""
    if not _columns(case):
        return
    for scaling, words in SCALINGS.items():
        title = f"Scale the columns of {case.layer.name!r} to {words}"
        yield _prepared(case, title, scaling=scaling)


def bind_again(case: Case) -> Repairs:
    """Gives an Input the shape and the dtype of its columns."""
    description, layer = case.description, case.layer.id
    binding = case.project.data.bindings.get(layer)
    if description is None or binding is None:
        return

    def edit(project: Project) -> Project:
        return bind(project, layer, _binding(project, layer), description)

    yield Repair(f"Bind {case.layer.name!r} to its columns again", edit)


def by_time(case: Case) -> Repairs:
    """Holds the end of a series back."""
    yield Repair("Split by time", lambda project: _split_by(project, "time"))


def by_fraction(case: Case) -> Repairs:
    """Divides by chance, where a column cannot say how."""
    yield Repair("Split by fraction", lambda project: _split_by(project, "fraction"))


def _columns(case: Case) -> list[Column]:
    binding = case.project.data.bindings.get(case.layer.id)
    if case.description is None or binding is None:
        return []
    found = (case.description.column(name) for name in binding.columns)
    return [column for column in found if column]


def _prepared(case: Case, title: str, **changes: str) -> Repair:
    """Returns a repair that prepares all columns of a binding in another way."""
    layer = case.layer.id

    def edit(project: Project) -> Project:
        binding = _binding(project, layer)
        own = {
            name: replace(preparation_of(binding, name), **changes)
            for name in binding.per_column
            if name in binding.columns
        }
        return with_binding(project, layer, replace(binding, per_column=own, **changes))

    return Repair(title, edit)


def _binding(project: Project, layer: str) -> Binding:
    binding = project.data.bindings.get(layer)
    if binding is None:
        raise EditError("The columns that this repair is for are no longer bound.")
    return binding


def _split_by(project: Project, by: str) -> Project:
    split = replace(project.data.split, by=by, column="")
    return replace(project, data=replace(project.data, split=split))

"""Numbers with a fraction where a layer looks whole ones up."""

from kgraph.document import edits
from kgraph.document.repairs.case import Case, Repairs
from kgraph.document.repairs.inserting import Part, insert, source_at
from kgraph.document.repairs.ranks import insertion

WHOLE = "int32"


def propose(case: Case) -> Repairs:
    """Lets the Input hold whole numbers, or casts them."""
    if case.problem.rule != "whole-numbers" or case.node is None:
        return
    edges = [e for e in case.graph.edges() if e.target.node == case.node.id]
    if not edges:
        return
    port = edges[0].target
    first = case.graph.layer_of(source_at(case.graph, port).node)
    if first.type == "Input":
        yield case.repair(
            f"Let {first.name!r} hold whole numbers ({WHOLE})",
            lambda g: edits.set_parameter(g, first.id, "dtype", WHOLE),
        )
    cast = Part("ops.cast", {"dtype": WHOLE})
    named = insertion(case, [cast], port).title.replace(
        "ops.cast", f"a cast to {WHOLE}"
    )
    yield case.repair(named, lambda g: insert(g, [cast], port))

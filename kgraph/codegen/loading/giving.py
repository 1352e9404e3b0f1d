"""Writes how a part of the data is given to `fit()` and `evaluate()`."""

from kgraph.codegen.layout import Code
from kgraph.codegen.loading.files import streams
from kgraph.codegen.loading.tables.weighing import weighted_parts
from kgraph.document.project import Project


def given(project: Project, part: str) -> str:
    """Returns the code of the inputs and targets of a part."""
    if streams(project):
        return part
    return f"*{part}[:2]" if part in weighted_parts(project) else f"*{part}"


def weights_given(project: Project, part: str) -> dict[str, Code]:
    """Returns the argument that weighs the samples of a part, if they are weighed."""
    is_weighted = not streams(project) and part in weighted_parts(project)
    return {"sample_weight": f"{part}[2]"} if is_weighted else {}

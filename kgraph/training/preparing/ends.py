"""How a model that is trained takes and returns its tensors."""

from msgspec.structs import replace

from kgraph.document.project import Project, with_graphs


def as_trained(project: Project) -> Project:
    """Returns the project whose model takes its tensors as the data has them.

    These are an array for each Input, and one by name for each Output.
    """
    main = replace(project.main, is_sequential=False, inputs=None, outputs=None)
    return with_graphs(project, main)

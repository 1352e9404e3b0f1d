"""Takes the weights of a run, for a drawing to begin with."""

from pathlib import Path

from kgraph.document import files
from kgraph.document.project import Project
from kgraph.runs import RunStore


def take_weights(
    run: str, target: str | Path, *, path: str | Path | None = None
) -> Project:
    """Writes the best weights of a run to a weights file.

    Args:
        run: `latest`, `best` or its id.
        target: The file to write.
        path: The `.kgraph` file beside which the run is.

    Returns:
        The drawing as it was when the run began, with the keys of its layers; see
        `kgraph.document.weights.taken`.

    Raises:
        KgraphError: If there is no such run, it has no weights, or the file cannot be
            written.
    """
    from kgraph.export.model import prepare
    from kgraph.modeling.weights import take, write

    found = RunStore.beside(path).get(run)
    project = files.load(found.document)
    folder = Path(path).parent if path else None
    keyed, arrays = take(project, prepare(project, found, folder).model)
    write(target, arrays)
    return keyed

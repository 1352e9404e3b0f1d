"""The verb `new`: writes a document from a template, perhaps with published weights."""

from pathlib import Path

from kgraph import templates
from kgraph.document import files
from kgraph.document.errors import FileError, KgraphError
from kgraph.document.telling.words import plural
from kgraph.document.weights import keys
from kgraph.document.weights.borrowing import backbones, borrowed


def begin(template: str, output: Path, weights: str | None) -> None:
    """Writes the document, and tells what it begins with.

    Args:
        weights: `imagenet` for the weights that the template's known model was
            published with; None for random ones.

    Raises:
        KgraphError: If there are none to be had, or the file cannot be written.
    """
    project = templates.load(template)
    if weights is None:
        files.save(project, output)
        print(f"Wrote {output}.")
        return
    found = backbones(project)
    if not found:
        raise KgraphError(
            "Weights are fetched for a model of keras.applications. Received: "
            f"--weights {weights} for the template {template!r}, which holds none."
        )
    if output.exists():
        raise FileError(f"There is a file {output} already. Choose another name.")
    from kgraph.cli.backend import prepare_keras

    prepare_keras()
    from kgraph.importing.reading import Reading
    from kgraph.importing.source import read
    from kgraph.importing.writing import check_target, write

    check_target(output)
    published = read(found[0].application.source, weights=weights)
    drawn = borrowed(project, found[0], published.project)
    taken = {key: published.weights[key] for key in keys(drawn).values()}
    write(Reading(drawn, taken), output)
    begun = f"{plural(len(taken), 'layer')} begin with {weights} weights"
    print(f"Wrote {output}; {begun}.")

"""The verb `import`: writes a foreign model as a document and tells what came along."""

from pathlib import Path
from typing import Annotated

import typer

from kgraph.document.errors import FileError


def import_model(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="A .keras, .h5, .json or .py file, or applications:ResNet50.",
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The .kgraph file to write.")
    ],
    weights: Annotated[
        str | None, typer.Option(help="imagenet: the weights of an application.")
    ] = None,
    trust: Annotated[
        bool,
        typer.Option(
            "--trust", help="Run this .py file, as it is now, to see its model."
        ),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a document that is there.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Write a foreign model as a document, with its weights beside it."""
    if output.exists() and not force:
        raise FileError(
            f"There is a file {output} already, which would be lost. Choose another "
            "name, or say --force."
        )
    from kgraph.cli.backend import prepare_keras

    prepare_keras()
    from kgraph.importing.source import read
    from kgraph.importing.writing import check_target, write
    from kgraph.runs.trust import trust as remember

    check_target(output)
    if trust and source.endswith(".py"):
        remember(source)
    reading = read(source, weights=weights)
    project = write(reading, output)
    if json:
        from kgraph.cli.tables import print_json
        from kgraph.messages import Imported

        print_json(Imported(source, project, reading.report))
    else:
        from kgraph.cli.exporting import print_report

        print(f"Wrote {output}.")
        print_report(reading.report)

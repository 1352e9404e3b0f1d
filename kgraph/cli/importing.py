"""The verb `import`: writes a foreign model as a document and tells what came along."""

from pathlib import Path
from typing import Annotated

import typer

from kgraph.document.errors import FileError
from kgraph.document.project import MAIN, Project
from kgraph.document.repeats import (
    DRAWINGS,
    Drawing,
    draw_blocks,
    find_blocks,
    in_words,
)
from kgraph.document.reports import Finding, Report


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
    blocks: Annotated[
        Drawing,
        typer.Option(help="What to draw of the blocks that the model repeats."),
    ] = "none",
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
    from dataclasses import replace

    from kgraph.importing.source import read
    from kgraph.importing.writing import check_target, write
    from kgraph.runs.trust import trust as remember

    check_target(output)
    if trust and source.lower().endswith(".py"):
        remember(source)
    reading = read(source, weights=weights)
    drawn, told = _with_blocks(reading.project, blocks)
    report = Report((*reading.report.findings, *told), reading.report.proof)
    project = write(replace(reading, project=drawn), output)
    if json:
        from kgraph.cli.tables import print_json
        from kgraph.messages import Imported

        print_json(Imported(source, project, report))
    else:
        from kgraph.cli.exporting import print_report

        print(f"Wrote {output}.")
        print_report(report)


def _with_blocks(
    project: Project, drawing: Drawing
) -> tuple[Project, tuple[Finding, ...]]:
    """Returns the project with its blocks drawn, and what is to be said about them."""
    blocks = find_blocks(project.main)
    if not blocks:
        return project, ()
    if drawing == "none":
        others = "|".join(name for name in DRAWINGS if name != "none")
        verb = "repeat; `--blocks " + others + "` draws them."
        return project, (Finding(f"{in_words(blocks)} {verb}"),)
    analysis = None
    if drawing == "submodels":  # their Inputs want shapes
        from kgraph.modeling import infer

        analysis = infer(project)
    drawn = draw_blocks(project, MAIN, drawing, analysis)
    return drawn, (Finding(f"{in_words(blocks)}, drawn as {drawing}."),)

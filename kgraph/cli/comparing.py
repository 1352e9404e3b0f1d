"""The verbs `diff` and `merge`, for people and for git."""

from pathlib import Path
from typing import Annotated

import typer

from kgraph.document.errors import KgraphError

TROUBLE = 2  # as `diff` has it: 1 says that there are differences


def diff(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="A B",
            help="Documents, model files, or runs: model.kgraph@best, or @best.",
        ),
    ],
    json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    no_costs: Annotated[
        bool, typer.Option("--no-costs", help="Count nothing: faster, without Keras.")
    ] = False,
    git: Annotated[
        bool, typer.Option("--git", help="Be git's external diff (diff.*.command).")
    ] = False,
) -> None:
    """Say what differs; exit code 0 if nothing does, 1 if anything, 2 on an error."""
    from kgraph.cli import difference

    if git:
        raise typer.Exit(difference.show_to_git(sources))
    if len(sources) != 2:
        raise typer.BadParameter(f"Expected two. Received: {len(sources)}.")
    try:
        code = difference.show(sources[0], sources[1], json, with_costs=not no_costs)
    except KgraphError as error:
        typer.echo(f"kgraph: {error}", err=True)
        code = TROUBLE
    raise typer.Exit(code)


def merge(
    base: Annotated[Path, typer.Argument(help="What both began as (git: %O).")],
    ours: Annotated[Path, typer.Argument(help="Yours, which wins (git: %A).")],
    theirs: Annotated[Path, typer.Argument(help="The other side's (git: %B).")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to; else stdout.")
    ] = None,
    name: Annotated[
        str, typer.Option("--name", help="What the document is called (git: %P).")
    ] = "",
) -> None:
    """Merge two versions of a document; exit code 1 if there were conflicts."""
    from kgraph.cli import merging

    try:
        code = merging.run(base, ours, theirs, output, name)
    except KgraphError as error:
        typer.echo(f"kgraph: {error}", err=True)
        code = TROUBLE
    raise typer.Exit(code)

"""The verb `export`: writes a model and tells what a clean process found in it."""

import signal
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from kgraph.document import files
from kgraph.document.formats import FORMATS, FormatError, format_named, missing, settle
from kgraph.document.project import Project
from kgraph.document.reports import Proof, Report


def _list(is_asked: bool) -> None:
    if not is_asked:
        return
    from kgraph.cli.tables import print_table

    rows = [
        (f.name, f.title, _choices(f.name), missing(f) or "ready")
        for f in FORMATS.values()
    ]
    print_table(("format", "what it is", "options", "state"), rows)
    raise typer.Exit


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .kgraph document.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")],
    format: Annotated[
        str, typer.Option(help=f"What to write: {', '.join(FORMATS)}.")
    ] = "keras",
    style: Annotated[
        str | None, typer.Option(help="Of a program: short for --option style=STYLE.")
    ] = None,
    option: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="An option of the format; see --list."),
    ] = None,
    run: Annotated[
        str | None,
        typer.Option(
            help="latest, best or a run's id; else the document's weights, or fresh "
            "ones."
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    list: Annotated[
        bool,
        typer.Option(
            "--list",
            callback=_list,
            is_eager=True,
            help="List the formats and what they need.",
        ),
    ] = False,
) -> None:
    """Write the model as a file, opened again and compared in a clean process."""
    chosen = _chosen([*(option or ()), *([f"style={style}"] if style else ())])
    settle(format_named(format), chosen)
    project = files.load(file)
    if FORMATS[format].is_figure:
        _draw(project, output, format, chosen)
        print(f"Wrote {output}.")
        return
    from kgraph.cli.backend import prepare_keras

    prepare_keras()
    from kgraph.export import export as write

    # Ended like by Ctrl-C: what was half written is taken away.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    report = write(project, format, output, path=file, run=run, options=chosen)
    if json:
        from kgraph.cli.tables import print_json
        from kgraph.messages import Exported

        print_json(Exported(str(output), format, report=report))
    else:
        print(f"Wrote {output}.")
        print_report(report)


def _draw(
    project: Project, output: Path, format: str, chosen: Mapping[str, str]
) -> None:
    """Draws a figure, with what is known of the shapes unless nobody wants it."""
    from kgraph.export import check_target
    from kgraph.gui.figures import draw_headless

    check_target(output)
    analysis = None
    if settle(FORMATS[format], chosen)["shapes"] == "yes":
        from kgraph.cli.backend import prepare_keras

        prepare_keras()
        from kgraph.modeling import infer

        analysis = infer(project)
    draw_headless(project, output, format=format, analysis=analysis)


def print_report(report: Report) -> None:
    """Writes the proof and what else is to be known, a line each."""
    if report.proof is not None:
        print("\n".join(_lines(report.proof)))
    for finding in report.findings:
        print(f"{finding.severity}: {finding.sentence}")


def _lines(proof: Proof) -> Iterable[str]:
    yield f"Opened again in a clean process and compared, {proof.seconds:.1f} s:"
    for check in proof.checks:
        samples = ""
        if check.name == "outputs" and proof.samples:
            samples = f" on {proof.samples} random samples"
        yield f"  {check.name:<11} {check.text}{samples}"


def _chosen(pairs: Iterable[str]) -> dict[str, str]:
    chosen = {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not separator:
            raise FormatError(
                f"Expected an option as NAME=VALUE, such as style=functional. "
                f"Received: {pair!r}."
            )
        chosen[name] = value
    return chosen


def _choices(format: str) -> str:
    options = FORMATS[format].options
    return ", ".join(f"{o.name}={'|'.join(o.choices)}" for o in options)

"""The verbs, headless; each is a few lines over the room that does the work."""

from pathlib import Path
from typing import Annotated

import typer

from kgraph.cli import comparing, evaluating, exporting, importing, predicting, runs
from kgraph.codegen.styles import Style
from kgraph.document import files
from kgraph.document.errors import KgraphError

app = typer.Typer(
    name="kgraph",
    help="Draw a neural network as a graph of Keras layers and train it. "
    "`kgraph [FILE]` opens the window (with --in-process, fit() runs in the window's "
    "own process); the verbs below do the same work without it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

File = Annotated[Path, typer.Argument(metavar="FILE", help="A .kgraph document.")]
Json = Annotated[bool, typer.Option("--json", help="Write JSON for programs.")]


@app.callback(invoke_without_command=True)
def version(
    context: typer.Context,
    show: Annotated[
        bool, typer.Option("--version", help="Say which kgraph this is.")
    ] = False,
) -> None:
    if show:
        from kgraph import __version__

        print(f"kgraph {__version__}")
        raise typer.Exit


@app.command()
def demo(
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="Folder for what the demo takes away."),
    ] = Path("kgraph-demo"),
    terminal: Annotated[
        bool, typer.Option("--terminal", help="No window, even with a display.")
    ] = False,
) -> None:
    """Draw the digits CNN, train it and export it, before your eyes."""
    from kgraph.cli import demonstration

    raise typer.Exit(demonstration.run(output, in_terminal=terminal))


@app.command()
def templates() -> None:
    """List the models to start from."""
    from kgraph import templates
    from kgraph.cli.tables import print_table

    rows = [(t.name, t.title, t.description) for t in templates.all_templates()]
    print_table(("name", "title", "what it is"), rows)


@app.command()
def new(
    template: Annotated[str, typer.Argument(help="A name from `kgraph templates`.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The .kgraph file to write.")
    ],
    weights: Annotated[
        str | None,
        typer.Option(help="imagenet: fetch what the template's known model learned."),
    ] = None,
) -> None:
    """Write a document that starts from a template."""
    from kgraph.cli import beginning

    beginning.begin(template, output, weights)


@app.command()
def check(file: File, json: Json = False) -> None:
    """Show problems, output shapes and parameters; exit code 1 if there is an error."""
    project = files.load(file)
    _prepare_keras()
    from msgspec.structs import replace

    from kgraph.cli import tables
    from kgraph.document.check import check_training
    from kgraph.document.weights import missing
    from kgraph.modeling import infer

    analysis = infer(project)
    unsaid = (*check_training(project), *missing(project, file.parent))
    problems = (*analysis.problems, *unsaid)
    analysis = replace(analysis, problems=problems)
    if json:
        tables.print_json(analysis)
    else:
        tables.print_analysis(project, analysis)
    raise typer.Exit(1 if analysis.has_errors else 0)


@app.command()
def code(
    file: File,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to; else stdout.")
    ] = None,
    style: Annotated[
        Style, typer.Option(help="How the model is written; Sequential for a chain.")
    ] = "functional",
) -> None:
    """Write the document as one Python program."""
    project = files.load(file)
    if output is None:
        from kgraph.codegen import generate

        print(generate(project, style=style, folder=file.parent).text, end="")
    else:
        from kgraph.export import export as write

        options = {"style": style}
        write(project, "python", output, path=file, options=options, is_proven=False)
        print(f"Wrote {output}.")


@app.command()
def train(
    file: File,
    epochs: Annotated[
        int | None, typer.Option(min=1, help="Instead of the document's.")
    ] = None,
    batch_size: Annotated[
        int | None, typer.Option(min=1, help="Instead of the document's.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Instead of the document's.")] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="PATH=VALUE",
            help="Any setting instead of the document's, as often as you like: "
            "training.optimizer.config.learning_rate=0.01, data.split.test=0.2, "
            "training.stages.0.epochs=3, layers.dense_1.units=64.",
        ),
    ] = None,
    going_on: Annotated[
        str | None,
        typer.Option(
            "--continue",
            metavar="RUN",
            help="Go on with a run, `latest` or an id, from its last checkpoint; "
            "--epochs says how many it shall have in all.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A .keras file for the trained model."),
    ] = None,
    trust: Annotated[
        bool,
        typer.Option(
            "--trust", help="Run the .py files that make the data, as they are now."
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Train the document's model; the run lands in the run store."""
    from msgspec.structs import replace

    from kgraph.cli import training, trusting
    from kgraph.document.setting import with_settings

    project = files.load(file)
    given = {"epochs": epochs, "batch_size": batch_size, "seed": seed}
    changes = {name: value for name, value in given.items() if value is not None}
    project = replace(project, training=replace(project.training, **changes))
    project = with_settings(project, settings or ())
    if trust:
        trusting.trust_programs(project.data, file.parent)
    if going_on is None:
        training.run(project, file, output, json)
        return
    if batch_size or seed is not None or settings:
        raise KgraphError(
            "A run goes on with the settings that it was begun with: expected "
            "--continue with --epochs alone. Received: other settings. Train anew."
        )
    training.proceed(going_on, file, epochs, output, json)


app.command("import")(importing.import_model)
app.command()(exporting.export)
app.command()(evaluating.evaluate)
app.command()(predicting.predict)
app.add_typer(runs.app)
app.command()(comparing.diff)
app.command()(comparing.merge)


def _prepare_keras() -> None:
    from kgraph.cli.backend import prepare_keras

    prepare_keras()

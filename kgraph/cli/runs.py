"""The verbs of `kgraph runs`: what was trained, compared, labelled and taken away."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kgraph.document import files
from kgraph.document.errors import KgraphError
from kgraph.runs import RunStore
from kgraph.runs.storing.recovering import recover

SUFFIX = ".runs"


class ListUnlessTold(TyperGroup):
    """Lets `kgraph runs FILE` mean `kgraph runs list FILE`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Puts the verb in where there is none."""
        known = {*self.commands, *ctx.help_option_names}
        if args and args[0] not in known:
            args = ["list", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    name="runs",
    cls=ListUnlessTold,
    help="See what was trained from a document, compare it, take it away. "
    "`kgraph runs FILE` lists the runs.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

File = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="A .kgraph document, or its .runs folder."),
]
Which = Annotated[str, typer.Argument(metavar="RUN", help="An id, `latest` or `best`.")]
Json = Annotated[bool, typer.Option("--json", help="Write JSON for programs.")]


@app.command("list")
def list_runs(
    file: File,
    find: Annotated[
        str, typer.Option(help="Only runs with these words in tags, remarks, settings.")
    ] = "",
    json: Json = False,
) -> None:
    """List what was trained from this document."""
    from kgraph.cli import tables
    from kgraph.runs.comparing.finding import is_found, words_of

    runs = store_of(file).list()
    found = [run for run in runs if not find or is_found(words_of(run), find)]
    if json:
        tables.print_json(found)
    elif runs and not found:
        print(f"None of {len(runs)} runs has these words: {find}")
    else:
        tables.print_runs(found)


@app.command()
def show(file: File, run: Which, json: Json = False) -> None:
    """Show one run: how it was trained, and each epoch."""
    from kgraph.cli import run_tables, tables
    from kgraph.runs.exporting.text import described

    found = store_of(file).get(run)
    if json:
        tables.print_json(described(found))
    else:
        run_tables.print_run(found)


@app.command()
def compare(
    file: File,
    old: Annotated[str, typer.Argument(metavar="A", help="An id, latest or best.")],
    new: Annotated[str, typer.Argument(metavar="B", help="Likewise.")],
    json: Json = False,
) -> None:
    """Say what differs between two runs: settings, drawing, results."""
    from kgraph.cli import run_tables, tables
    from kgraph.runs.comparing.comparison import compare_runs

    store = store_of(file)
    found = compare_runs(store.get(old), store.get(new))
    if json:
        tables.print_json(found)
    else:
        run_tables.print_comparison(found)


@app.command()
def export(
    file: File,
    run: Which,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="A .csv of the curves, a .json of all."),
    ],
    by_batch: Annotated[
        bool, typer.Option("--batches", help="A line for each batch in the .csv.")
    ] = False,
    json: Json = False,
) -> None:
    """Write a run to a file for other programs."""
    from kgraph.runs.exporting.recipe import with_batches
    from kgraph.runs.exporting.text import export_run

    store = store_of(file)
    found = with_batches(store, store.get(run))
    export_run(found, output, is_by_batch=by_batch)
    _tell(f"Wrote {output}.", json, run=found.id, file=str(output))


@app.command()
def tag(
    file: File,
    run: Which,
    tags: Annotated[list[str], typer.Argument(metavar="TAG...", help="Any words.")],
    remove: Annotated[
        bool, typer.Option("--remove", help="Take these tags away.")
    ] = False,
    json: Json = False,
) -> None:
    """Give a run tags to be found by, or take them away."""
    from kgraph.runs.storing.labelling import set_tags, tidy

    store = store_of(file)
    found, named = store.get(run), tidy(tags)
    kept = [each for each in found.tags if each not in named]
    set_tags(store.folder, found.id, kept if remove else [*found.tags, *named])
    now = store.get(found.id).tags
    text = ", ".join(now) or "no tags"
    _tell(f"Run {found.id}: {text}.", json, run=found.id, tags=now)


@app.command()
def note(
    file: File,
    run: Which,
    text: Annotated[str, typer.Argument(help='What to note; "" for nothing.')],
    json: Json = False,
) -> None:
    """Note something about a run, in place of what was noted before."""
    from kgraph.runs.storing.labelling import set_remarks

    store = store_of(file)
    found = store.get(run)
    set_remarks(store.folder, found.id, text)
    remarks = store.get(found.id).remarks
    told = f"Run {found.id}: {remarks or 'no remarks.'}"
    _tell(told, json, run=found.id, remarks=remarks)


@app.command()
def delete(
    file: File,
    runs: Annotated[list[str], typer.Argument(metavar="RUN...", help="Their ids.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json: Json = False,
) -> None:
    """Delete runs with all of their files."""
    from kgraph.runs.storing.deleting import delete as delete_run
    from kgraph.runs.storing.deleting import size_on_disk

    store = store_of(file)
    found = {run.id: run for run in (store.get(which) for which in runs)}
    size = sum(map(size_on_disk, found.values())) / 1e6
    what = f"run{'' if len(found) == 1 else 's'} {', '.join(found)} ({size:,.1f} MB)"
    if not yes and not _agrees(f"Delete {what}? This cannot be undone."):
        raise KgraphError(f"Nothing was deleted: expected --yes to delete {what}.")
    for run in found:
        delete_run(store.folder, run)
    _tell(f"Deleted {what}.", json, deleted=list(found))


@app.command()
def tensorboard(
    file: File,
    runs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[RUN...]", help="Which runs; all by default."),
    ] = None,
    only_logs: Annotated[
        bool, typer.Option("--only-logs", help="Write the logs and start nothing.")
    ] = False,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Say the address and open nothing.")
    ] = False,
    with_input: Annotated[
        bool, typer.Option("--with-input", help="End when the input ends.", hidden=True)
    ] = False,
    json: Json = False,
) -> None:
    """Write logs for TensorBoard and open it on them."""
    from kgraph.cli import tensorboard as board

    store = store_of(file)
    chosen = [store.get(which) for which in runs] if runs else list(store.list())
    folders = board.write_logs(store, chosen)
    if only_logs:
        for run, folder in folders.items():
            _tell(f"Wrote {folder}.", json, run=run, folder=str(folder))
        return
    board.serve(
        store.folder,
        {**folders, **board.live_logs(chosen)},
        told=lambda url: _tell(f"TensorBoard is at {url}", json, url=url),
        opens_browser=not no_browser,
        until_input_ends=with_input,
    )


def store_of(file: Path) -> RunStore:
    """Returns the run store of a document, or the one whose folder is given.

    Raises:
        KgraphError: If it is neither.
    """
    if file.suffix == SUFFIX and file.is_dir():
        store = RunStore(file)
    else:
        files.load(file)
        store = RunStore.beside(file)
    recover(store.folder)
    return store


def _tell(sentence: str, json: bool, **values: Any) -> None:
    from kgraph.cli import tables

    if json:
        tables.print_json(values)
    else:
        print(sentence, flush=True)


def _agrees(question: str) -> bool:
    """Asks where there is somebody to ask."""
    import sys

    return sys.stdin.isatty() and typer.confirm(question)

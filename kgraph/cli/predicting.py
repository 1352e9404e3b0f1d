"""The verb `predict`: what a run makes of new samples."""

import csv
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from kgraph.cli.progress import number_text
from kgraph.cli.tables import print_json, print_table
from kgraph.document import files
from kgraph.document.errors import KgraphError
from kgraph.document.evaluation import Answer, Prediction

MOST_GUESSES = 3  # beside the answer itself


def predict(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .kgraph document.")],
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="INPUT...",
            help="Images, WAV files, texts, CSV files with the columns of the Inputs, "
            "NPY or NPZ.",
        ),
    ],
    run: Annotated[str, typer.Option(help="latest, best or a run's id.")] = "best",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A CSV file to write; else a table."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Say what a run makes of new samples, prepared as those that it learned from."""
    from kgraph.cli.backend import prepare_keras

    files.load(file)
    prepare_keras()
    from kgraph.evaluation import predict as ask

    found = ask(file, run, files=tuple(map(str, inputs))).predictions
    if output is not None:
        _write(output, found)
        print(f"Wrote {output}.")
    elif json:
        print_json(found)
    else:
        _print(found)


def _print(predictions: Sequence[Prediction]) -> None:
    is_single = all(len(p.answers) == 1 for p in predictions)
    rows = [
        (
            prediction.name,
            *(() if is_single else (answer.output,)),
            answer.text,
            _others(answer),
        )
        for prediction in predictions
        for answer in prediction.answers
    ]
    middle = () if is_single else ("output",)
    print_table(("sample", *middle, "prediction", "or"), rows)


def _others(answer: Answer) -> str:
    """Returns the next likely classes."""
    if answer.task not in ("binary", "classes"):
        return ""
    return ", ".join(
        f"{g.label} {float(g.value):.1%}"
        if answer.are_likelihoods
        else f"{g.label} {number_text(g.value)}"
        for g in answer.guesses[1 : 1 + MOST_GUESSES]
    )


def _write(target: Path, predictions: Sequence[Prediction]) -> None:
    """Writes a row for each sample: the answer, and every guess in a column."""
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        with unfinished.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerows(_rows(predictions))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise KgraphError(
            f"The file {target} cannot be written. Received: {error.strerror}."
        ) from error


def _rows(predictions: Sequence[Prediction]) -> Iterator[Sequence[str]]:
    columns: dict[tuple[str, str], None] = {}
    for prediction in predictions:
        for answer in prediction.answers:
            columns[answer.output, ""] = None
            columns |= dict.fromkeys((answer.output, g.label) for g in answer.guesses)
    yield ["sample", *(f"{output} {label}".strip() for output, label in columns)]
    for prediction in predictions:
        cells = {
            (answer.output, guess.label): str(guess.value)
            for answer in prediction.answers
            for guess in answer.guesses
        }
        cells |= {(a.output, ""): _plain(a) for a in prediction.answers}
        yield [prediction.name, *(cells.get(column, "") for column in columns)]


def _plain(answer: Answer) -> str:
    """Returns the answer without how sure it is."""
    is_class = answer.task in ("binary", "classes")
    return answer.guesses[0].label if is_class and answer.guesses else answer.text

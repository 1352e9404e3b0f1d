"""The verb `evaluate`: how well a run predicts, in tables."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from kgraph.cli.counting import counting
from kgraph.cli.progress import logs_text, number_text
from kgraph.cli.tables import print_json, print_table
from kgraph.document import files
from kgraph.document.evaluation import (
    Confusion,
    Evaluation,
    OutputEvaluation,
)
from kgraph.document.telling.words import plural

MOST_COLUMNS = 12  # of a confusion matrix in a terminal
MOST_MISTAKES = 10


def evaluate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .kgraph document.")],
    run: Annotated[str, typer.Option(help="latest, best or a run's id.")] = "best",
    on: Annotated[
        str,
        typer.Option(
            metavar="PART",
            help="test, validation, train, or another file with the same columns.",
        ),
    ] = "test",
    json: Annotated[
        bool,
        typer.Option(
            "--json", help="Write JSON; how far it got is told on standard error."
        ),
    ] = False,
) -> None:
    """Say how well a run predicts: with its best weights, on samples it never saw."""
    from kgraph.cli.backend import prepare_keras

    files.load(file)
    prepare_keras()
    from kgraph.evaluation import evaluate as judge

    with counting(json=json) as told:
        evaluation = judge(file, run, on, told)
    if json:
        print_json(evaluation)
    else:
        print_evaluation(evaluation)


def print_evaluation(evaluation: Evaluation) -> None:
    """Writes an evaluation for people."""
    print(
        f"Run {evaluation.run} on {plural(evaluation.samples, 'sample')} "
        f"({evaluation.part}), {evaluation.seconds:.1f} s: "
        f"{logs_text(evaluation.scores)}"
    )
    for output in evaluation.outputs:
        print()
        print("\n".join(_told(output)))
        _print_tables(output)


def _told(output: OutputEvaluation) -> Iterator[str]:
    accuracy = f": {output.accuracy:.1%} right" if output.accuracy is not None else ""
    yield f"{output.name}{accuracy}"
    for note in output.notes:
        yield f"  {note}"
    if output.calibration is not None:
        yield f"  Expected calibration error: {output.calibration.error:.3f}"
    for kind, curves in (("ROC", output.roc), ("PR", output.pr)):
        if len(curves.curves) > 1:
            micro, macro = curves.curves[-1].area, curves.macro or 0.0
            yield f"  Area under {kind}: micro {micro:.4f}, macro {macro:.4f}"


def _print_tables(output: OutputEvaluation) -> None:
    if output.classes:
        print()
        _print_classes(output)
    if output.confusion is not None:
        print()
        _print_confusion(output.confusion)
    if output.regressions:
        print()
        headers = ("number", "MAE", "RMSE", "R2")
        rows = [
            (r.name, number_text(r.mae), number_text(r.rmse), _or_none(r.r2))
            for r in output.regressions
        ]
        print_table(headers, rows, right=headers[1:])
    if output.mistakes:
        print()
        print(f"Highest losses, {min(len(output.mistakes), MOST_MISTAKES)} samples:")
        rows = [
            (str(m.position), m.truth, m.prediction, number_text(m.loss))
            for m in output.mistakes[:MOST_MISTAKES]
        ]
        print_table(
            ("sample", "is", "predicted", "loss"), rows, right=("sample", "loss")
        )


def _print_classes(output: OutputEvaluation) -> None:
    areas = {
        kind: {curve.name: f"{curve.area:.4f}" for curve in curves.curves}
        for kind, curves in (("ROC area", output.roc), ("PR area", output.pr))
        if curves.curves
    }
    iou = ("IoU",) if output.classes[0].iou is not None else ()
    headers = ("class", "precision", "recall", "F1", "support", *iou, *areas)
    rows = []
    for c in output.classes:
        scores = (c.precision, c.recall, c.f1)
        cells = [c.name, *(f"{score:.3f}" for score in scores), f"{c.support:,}"]
        cells += [] if c.iou is None else [f"{c.iou:.3f}"]
        rows.append([*cells, *(found.get(c.name, "") for found in areas.values())])
    print_table(headers, rows, right=headers[1:])


def _print_confusion(confusion: Confusion) -> None:
    if len(confusion.classes) > MOST_COLUMNS:
        pairs = [
            (count, confusion.classes[truth], confusion.classes[guess])
            for truth, row in enumerate(confusion.counts)
            for guess, count in enumerate(row)
            if truth != guess and count
        ]
        rows = [
            (is_class, predicted, f"{count:,}")
            for count, is_class, predicted in sorted(pairs, reverse=True)[:MOST_COLUMNS]
        ]
        print_table(("is", "predicted", "samples"), rows, right=("samples",))
        return
    headers = ("is \\ predicted", *confusion.classes)
    matrix = [
        (name, *(f"{count:,}" for count in row))
        for name, row in zip(confusion.classes, confusion.counts, strict=True)
    ]
    print_table(headers, matrix, right=headers[1:])


def _or_none(value: float | None) -> str:
    return "" if value is None else number_text(value)

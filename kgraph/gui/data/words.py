"""Columns, samples and parts in words."""

from kgraph.document.binding import stratified_by
from kgraph.document.columns import Column, DataDescription
from kgraph.document.data import Part
from kgraph.document.looks import ColumnSummary, Sample
from kgraph.document.project import DataSource, Project
from kgraph.document.telling.words import plural

PARTS: dict[Part, str] = {
    "train": "Training",
    "validation": "Validation",
    "test": "Test",
}

RARE = 3.0  # times that the largest class is as large as the smallest


def kind_in_words(column: Column) -> str:
    """Returns what a column holds: `10 categories`, `8 × 8 numbers`, `text`."""
    if column.shape:
        size = " × ".join(map(str, column.shape))
        return f"{size} {'categories' if column.categories else 'numbers'}"
    if column.dtype == "string":
        return "text"
    if column.categories and column.minimum is None:
        return f"{len(column.categories):,} categories"
    return f"{len(column.categories)} whole numbers" if column.categories else "numbers"


def range_in_words(column: Column) -> str:
    """Returns from where to where numbers reach, or the first categories."""
    if column.minimum is not None and column.maximum is not None:
        return f"{column.minimum:.4g} to {column.maximum:.4g}"
    return ", ".join(column.categories[:4]) + (
        "…" if len(column.categories) > 4 else ""
    )


def numbers_in_words(summary: ColumnSummary, samples: int) -> str:
    """Returns what is known of a column, a line for each fact."""
    lines = []
    if summary.minimum is not None and summary.maximum is not None:
        lines.append(f"From {summary.minimum:.6g} to {summary.maximum:.6g}")
    if summary.mean is not None and summary.deviation is not None:
        lines.append(f"Mean {summary.mean:.6g}, deviation {summary.deviation:.4g}")
    if summary.classes:
        lines.append(_balance(summary))
    if summary.missing:
        missing = plural(summary.missing, "sample")
        lines.append(f"Missing in {missing}: say where it is bound what stands in")
    if summary.looked_at < samples:
        lines.append(f"Counted in {summary.looked_at:,} of {samples:,} samples")
    return "\n".join(lines)


def place_in_words(sample: Sample) -> str:
    """Returns which sample it is and where it belongs: `12 · Test`."""
    part = f" · {PARTS[sample.part]}" if sample.part else ""
    return f"{sample.position:,}{part}"


def source_in_words(
    source: DataSource | None, description: DataDescription | None
) -> str:
    """Returns what a source holds: `1,797 samples, 2 columns`; nothing for none."""
    if source is None or description is None:
        return ""
    columns = plural(len(description.columns), "column")
    return f"{description.samples:,} samples, {columns}"


def split_of(project: Project) -> object:
    """Returns all that it depends on which part a sample is in."""
    return project.data.split, stratified_by(project)


def _balance(summary: ColumnSummary) -> str:
    counts = [bar.count for bar in summary.bars]
    classes = f"{summary.classes:,} classes"
    few, many = min(counts, default=0), max(counts, default=0)
    if summary.classes > len(counts) or not many:
        return classes
    if few == 0:
        return f"{classes}, one without any sample"
    ratio = many / few
    if ratio < 1.5:
        return f"{classes}, well balanced"
    balance = f"{classes}; the largest is {ratio:.1f} times the smallest"
    return balance if ratio < RARE else f"{balance}: class weights can make up for it"

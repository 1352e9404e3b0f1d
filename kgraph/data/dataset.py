"""Loads what a project learns from: arrays by the names of Inputs and Outputs."""

from __future__ import annotations

from pathlib import Path

from kgraph.data.progress import Progress
from kgraph.data.recipe import recipe_of
from kgraph.data.samples import Dataset
from kgraph.document.project import Project


def load(
    project: Project,
    folder: str | Path | None = None,
    progress: Progress | None = None,
) -> Dataset:
    """Returns the arrays that a project's model is trained and judged with.

    The recipe, which generated programs follow with the same calls:

    1. Numbers are float64 until the last step. Text becomes int32 positions among the
       sorted distinct texts; free text stays what it is, in arrays of objects.
    2. Windows, where a source is a time series: a sample is `length` rows of it.
    3. The split. By fraction: `train_test_split(arange(n), test_size=test,
       random_state=seed)` takes the test samples from all; then the same with
       `test_size=validation / (1 - test)` takes those for validation from the rest.
       Both with `stratify=` the values of the column of `stratified_by(project)`;
       where scikit-learn refuses that (a class is too small), without. A share of 0
       takes nothing and shuffles nothing. By column: what it says, in the order of the
       samples. By time: of `argsort(column, kind="stable")` the last `round(n * test)`
       to test with, and `round(n * validation)` before them. A part with a source of
       its own is that source, whole.
    4. Missing values are filled by a `SimpleImputer` for each column, fitted on the
       training samples; for text it takes the most frequent.
    5. Columns are put side by side along a new last axis: k plain ones give (n, k),
       and one gives (n, 1); a single column with a shape of its own stays as it is.
    6. `StandardScaler` or `MinMaxScaler`, fitted on the training samples, scales the
       features of vectors one by one and the values of images all together. Columns
       with preparations of their own, and those of windows, are scaled one by one,
       before they stand side by side.
    7. With `one_hot`, categories (text, or 2 to 20 distinct whole numbers that occur
       twice on average) are rows of `numpy.eye(k)` and no longer scaled.
    8. The binding's `reshape`. Then the targets of sparse losses become int32, and so
       do categories alone at an Input, unless it has a dtype of its own; everything
       else becomes float32.
    9. Weights: the column of sample weights, times, in training, the weight of the
       class: given, or of `compute_class_weight("balanced")` over training samples.

    Columns whose samples lie in files are lazy: read when a batch asks for them.
    `minmax` goes by the range of their format, from 0 to 255 or from -1 to 1, and
    `standard` by all values of `train[:: ceil(len(train) / 10_000)]` together.

    Args:
        folder: Where relative paths start from: the folder of the project's file.
        progress: Is told how a download gets on.

    Raises:
        DataError: If the source cannot be read, a layer is not bound, or shapes do
            not fit; the text names the file or the layer.
        UntrustedError: If a source is a program that nobody has agreed to run.
    """
    return recipe_of(project, folder, progress).dataset()

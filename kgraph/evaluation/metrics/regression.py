"""How near numbers come to what they should be."""

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error

from kgraph.document.evaluation import Regression

MOST_POINTS = 5000


def regress(name: str, truths: NDArray, predictions: NDArray) -> Regression:
    """Returns the errors of one number, and points of a scatter plot."""
    exact = truths.astype("float64"), predictions.astype("float64")
    chosen = evenly(len(truths), MOST_POINTS)
    is_varied = len(truths) > 1 and bool(np.ptp(exact[0]) > 0)
    return Regression(
        name,
        tuple(map(float, exact[0][chosen])),
        tuple(map(float, exact[1][chosen])),
        float(mean_absolute_error(*exact)),
        float(root_mean_squared_error(*exact)),
        float(r2_score(*exact)) if is_varied else None,
    )


def evenly(count: int, most: int) -> NDArray:
    """Returns the positions of at most so many of `count` things, evenly chosen."""
    if count <= most:
        return np.arange(count)
    return np.linspace(0, count - 1, most).round().astype("int64")

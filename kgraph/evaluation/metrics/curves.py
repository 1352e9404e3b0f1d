"""ROC and PR curves of each class against the others, thinned so that they travel."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import auc, average_precision_score, roc_curve
from sklearn.metrics import precision_recall_curve as pr_curve

from kgraph.document.evaluation import ClassCurves, Curve

MOST_POINTS = 500
MOST_CURVES = 30
MICRO = "micro"
Draw = Callable[[str, NDArray, NDArray], Curve]


def roc(truths: NDArray, scores: NDArray, names: Sequence[str]) -> ClassCurves:
    """Returns the share of hits over the share of false alarms.

    Args:
        truths: Whether each sample is of each class: (samples, classes).
        scores: How likely that seems; more is likelier, in any unit.
        names: Of the classes; of a single one no micro average is drawn.
    """
    return _of_classes(_roc, truths, scores, names)


def precision_recall(
    truths: NDArray, scores: NDArray, names: Sequence[str]
) -> ClassCurves:
    """Returns precision over recall; areas are average precisions. See `roc`."""
    return _of_classes(_precision_recall, truths, scores, names)


def thin(x: NDArray, y: NDArray, most: int = MOST_POINTS) -> tuple[NDArray, NDArray]:
    """Returns a curve with at most so many points, evenly along its length.

    The new points lie on the old curve, so that a long flat stretch takes few of them
    and a bend many: the area of a curve within the unit square stays within 0.001.
    """
    if len(x) <= most:
        return x, y
    steps = np.abs(np.diff(x)) + np.abs(np.diff(y))
    along = np.concatenate([[0.0], np.cumsum(steps)])
    wanted = np.linspace(0.0, along[-1], most)
    return np.interp(wanted, along, x), np.interp(wanted, along, y)


def _of_classes(
    draw: Draw, truths: NDArray, scores: NDArray, names: Sequence[str]
) -> ClassCurves:
    """Draws every class that some samples are of, and some are not."""
    found = [
        draw(name, truths[:, column], scores[:, column])
        for column, name in enumerate(names)
        if 0 < truths[:, column].sum() < len(truths)
    ]
    if not found:
        return ClassCurves()
    macro = sum(curve.area for curve in found) / len(found)
    shown = sorted(found, key=lambda curve: curve.area)[:MOST_CURVES]
    curves = [curve for curve in found if curve in shown]
    if len(names) > 1:
        curves.append(draw(MICRO, truths.ravel(), scores.ravel()))
    return ClassCurves(tuple(curves), macro)


def _roc(name: str, truths: NDArray, scores: NDArray) -> Curve:
    x, y, _ = roc_curve(truths, scores)
    return _curve(name, x, y, auc(x, y))


def _precision_recall(name: str, truths: NDArray, scores: NDArray) -> Curve:
    precision, recall, _ = pr_curve(truths, scores, drop_intermediate=True)
    area = average_precision_score(truths, scores)
    return _curve(name, recall[::-1], precision[::-1], area)


def _curve(name: str, x: NDArray, y: NDArray, area: float) -> Curve:
    x, y = thin(x, y)
    return Curve(name, tuple(map(float, x)), tuple(map(float, y)), float(area))

"""Whether a model is as sure as it is right."""

import numpy as np
from numpy.typing import NDArray
from sklearn.calibration import calibration_curve

from kgraph.document.evaluation import Calibration

BINS = 10


def calibrate(is_right: NDArray, confidence: NDArray) -> Calibration:
    """Returns how often answers are right, by how sure the model was.

    Args:
        is_right: Whether each answer came true.
        confidence: How likely the model said that was, from 0 to 1.
    """
    sure = np.clip(confidence.astype("float64"), 0.0, 1.0)
    accuracy, mean = calibration_curve(is_right.astype(int), sure, n_bins=BINS)
    edges = np.linspace(0.0, 1.0, BINS + 1)[1:-1]
    counts = np.bincount(np.searchsorted(edges, sure), minlength=BINS)
    counts = counts[counts > 0]
    error = float(np.average(np.abs(accuracy - mean), weights=counts))
    return Calibration(
        tuple(map(float, mean)),
        tuple(map(float, accuracy)),
        tuple(map(int, counts)),
        error,
    )

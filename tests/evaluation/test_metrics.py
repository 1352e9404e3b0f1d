"""The numbers of an evaluation hold for whatever a model may say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import auc, roc_auc_score, roc_curve

from kgraph.evaluation.metrics.calibration import calibrate
from kgraph.evaluation.metrics.confusion import (
    MOST_CLASSES,
    MOST_SAMPLES,
    confuse,
    score_classes,
    score_counts,
)
from kgraph.evaluation.metrics.curves import (
    MOST_CURVES,
    MOST_POINTS,
    precision_recall,
    roc,
    thin,
)
from kgraph.evaluation.metrics.regression import MOST_POINTS as MOST_SCATTERED
from kgraph.evaluation.metrics.regression import evenly, regress

SEEDS = st.integers(0, 2**32 - 1)


@settings(deadline=None, max_examples=50)
@given(SEEDS, st.integers(1, 400), st.integers(2, 12))
def test_a_confusion_matrix_counts_every_sample_once(seed, samples, classes):
    random = np.random.default_rng(seed)
    truths, guesses = random.integers(0, classes, (2, samples))
    names = [f"class {i}" for i in range(classes)]
    found = confuse(truths, guesses, names, random.random(samples), np.arange(samples))
    counts = np.array(found.counts)
    assert counts.sum() == samples
    assert np.array_equal(counts.sum(axis=1), np.bincount(truths, minlength=classes))
    for cell in found.cells:
        of_cell = counts[cell.truth, cell.predicted]
        assert len(set(cell.positions)) == min(of_cell, MOST_SAMPLES)
    assert len(found.cells) == (counts > 0).sum()


@settings(deadline=None, max_examples=50)
@given(SEEDS, st.integers(1, 400), st.integers(2, 12))
def test_scores_of_counts_are_scores_of_samples(seed, samples, classes):
    random = np.random.default_rng(seed)
    truths, guesses = random.integers(0, classes, (2, samples))
    names = [str(i) for i in range(classes)]
    counts = np.zeros((classes, classes), int)
    np.add.at(counts, (truths, guesses), 1)
    pairs = zip(
        score_classes(truths, guesses, names), score_counts(counts, names), strict=True
    )
    for a, b in pairs:
        assert (a.precision, a.recall, a.f1) == pytest.approx(
            (b.precision, b.recall, b.f1)
        )
        assert a.support == b.support


@settings(deadline=None, max_examples=50)
@given(SEEDS, st.integers(500, 5000), st.floats(-1, 3))
def test_a_thinned_curve_keeps_its_area(seed, samples, skill):
    random = np.random.default_rng(seed)
    truths = random.integers(0, 2, samples)
    truths[:2] = 0, 1
    x, y, _ = roc_curve(truths, skill * truths + random.normal(size=samples))
    thinned = thin(x, y)
    assert len(thinned[0]) <= MOST_POINTS
    assert auc(*thinned) == pytest.approx(auc(x, y), abs=1e-3)
    assert (thinned[0][0], thinned[0][-1]) == (0, 1)


def test_many_classes_are_told_by_those_that_are_confused_most():
    classes = MOST_CLASSES + 20
    truths = np.repeat(np.arange(classes), 3)
    guesses = truths.copy()
    guesses[3 * 110 : 3 * 111] = 111
    names = [str(i) for i in range(classes)]
    flat = np.zeros(len(truths))
    found = confuse(truths, guesses, names, flat, np.arange(len(truths)))
    assert len(found.classes) == MOST_CLASSES
    assert {"110", "111"} <= set(found.classes)
    row = found.classes.index("110")
    assert found.counts[row][found.classes.index("111")] == 3
    scores = np.eye(classes)[guesses]
    curves = roc(truths[:, None] == np.arange(classes), scores, names)
    assert len(curves.curves) == MOST_CURVES + 1
    assert "110" in [curve.name for curve in curves.curves]


def test_a_class_that_nobody_is_of_has_no_curve():
    truths = np.array([[True, False, False], [False, True, False]])
    scores = np.array([[0.9, 0.1, 0.0], [0.2, 0.8, 0.0]])
    for draw in (roc, precision_recall):
        names = [curve.name for curve in draw(truths, scores, "abc").curves]
        assert names == ["a", "b", "micro"]
    assert roc(truths[:1], scores[:1], "abc").macro is None


@settings(deadline=None, max_examples=50)
@given(SEEDS, st.integers(1, 2000))
def test_who_is_as_sure_as_right_is_calibrated(seed, samples):
    random = np.random.default_rng(seed)
    sure = random.random(samples)
    found = calibrate(random.random(samples) < sure, sure)
    assert sum(found.counts) == samples
    assert 0 <= found.error <= 1
    if samples > 1000:
        assert found.error < 0.1


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**7), st.integers(2, 5000))
def test_points_are_chosen_evenly(count, most):
    chosen = evenly(count, most)
    assert len(chosen) == min(count, most)
    assert len(set(chosen.tolist())) == len(chosen)
    if count > 1:
        assert (chosen[0], chosen[-1]) == (0, count - 1)


def test_errors_are_those_of_all_numbers_and_not_of_the_points_alone():
    truths = np.arange(20_000.0)
    said = truths + np.where(truths == 7, 2000.0, 0.0)
    found = regress("x", truths, said)
    assert len(found.truths) == MOST_SCATTERED
    assert found.mae == pytest.approx(0.1)
    assert regress("x", truths[:1], said[:1]).r2 is None


def test_micro_counts_all_classes_as_one():
    random = np.random.default_rng(0)
    truths, scores = random.integers(0, 2, (300, 3)), random.random((300, 3))
    found = roc(truths == 1, scores, "abc")
    assert found.curves[-1].area == pytest.approx(
        roc_auc_score(truths, scores, average="micro")
    )

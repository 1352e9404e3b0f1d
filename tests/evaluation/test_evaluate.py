"""What an evaluation says is what scikit-learn says of the same predictions."""

import numpy as np
import pytest
from sklearn import metrics

from kgraph.document.errors import KgraphError
from kgraph.evaluation import evaluate
from kgraph.evaluation.trained import trained as made_again
from kgraph.runs import RunStore


def said(path, part="test"):
    """Returns targets and predictions by Output, and the samples' positions."""
    made = made_again(path, "best")
    samples = made.samples(part)
    inputs = list(samples.inputs.values())
    found = made.model.predict(inputs if len(inputs) > 1 else inputs[0], verbose=0)
    if not isinstance(found, dict):
        found = {next(iter(samples.targets)): found}
    return samples.targets, found, samples.positions


def test_classes_are_counted_as_scikit_learn_counts_them(trained):
    path = trained("digits")
    evaluation = evaluate(path)
    targets, found, positions = said(path)
    truths, scores = targets["digit"][:, 0], found["digit"]
    guesses = scores.argmax(axis=1)
    (output,) = evaluation.outputs
    assert (output.task, evaluation.samples) == ("classes", len(truths))
    assert output.accuracy == metrics.accuracy_score(truths, guesses)
    counts = metrics.confusion_matrix(truths, guesses, labels=range(10))
    assert np.array_equal(output.confusion.counts, counts)
    expected = metrics.precision_recall_fscore_support(truths, guesses, zero_division=0)
    rows = [(c.precision, c.recall, c.f1, c.support) for c in output.classes]
    assert np.allclose(np.transpose(expected), rows)
    areas = metrics.roc_auc_score(truths, scores, multi_class="ovr", average=None)
    assert np.allclose([c.area for c in output.roc.curves[:-1]], areas)
    assert output.roc.macro == pytest.approx(np.mean(areas))
    is_class = np.eye(10)[truths]
    micro = metrics.roc_auc_score(is_class, scores, average="micro")
    assert output.roc.curves[-1].name == "micro"
    assert output.roc.curves[-1].area == pytest.approx(micro)
    precisions = metrics.average_precision_score(is_class, scores, average=None)
    assert np.allclose([c.area for c in output.pr.curves[:-1]], precisions)
    for cell in output.confusion.cells:
        where = np.flatnonzero(np.isin(positions, cell.positions))
        assert set(truths[where]) == {cell.truth}
        assert set(guesses[where]) == {cell.predicted}


def test_the_scores_are_those_of_the_run_itself(trained):
    path = trained("cells")
    run = RunStore.beside(path).get("best")
    assert evaluate(path).scores == pytest.approx(run.scores)


def test_it_tells_how_far_it_got(trained, monkeypatch):
    monkeypatch.setattr("kgraph.evaluation.counting.PAUSE", 0.0)
    told: list[tuple[int, int]] = []
    evaluation = evaluate(
        trained("iris"), part="train", told=lambda *counts: told.append(counts)
    )
    assert (told[0], told[-1]) == ((0, 104), (104, 104))
    assert evaluation.samples == 104
    assert len(told) > 5
    assert told == sorted(told)


def test_the_worst_mistake_has_the_highest_loss(trained):
    path = trained("digits")
    (output,) = evaluate(path, part="validation").outputs
    targets, found, positions = said(path, "validation")
    truths, scores = targets["digit"][:, 0], found["digit"]
    losses = -np.log(scores[np.arange(len(truths)), truths])
    order = np.argsort(-losses)[: len(output.mistakes)]
    assert [m.position for m in output.mistakes] == positions[order].tolist()
    assert [m.loss for m in output.mistakes] == pytest.approx(losses[order], rel=1e-4)
    worst = output.mistakes[0]
    assert worst.truth == str(truths[order[0]])
    assert worst.prediction.startswith(str(scores[order[0]].argmax()))
    assert worst.is_wrong


def test_logits_become_likelihoods(trained):
    path = trained("iris")
    (output,) = evaluate(path).outputs
    targets, found, _ = said(path)
    odds = np.exp(found["species"])
    likely = odds / odds.sum(axis=1, keepdims=True)
    truths = targets["species"].argmax(axis=1)
    assert [c.name for c in output.classes] == ["setosa", "versicolor", "virginica"]
    is_right = likely.argmax(axis=1) == truths
    assert output.accuracy == is_right.mean()
    calibration = output.calibration
    sure = likely.max(axis=1)
    bins = np.clip((sure * 10).astype(int), 0, 9)
    error = sum(
        abs(sure[bins == b].mean() - is_right[bins == b].mean()) * (bins == b).mean()
        for b in set(bins)
    )
    assert calibration.error == pytest.approx(error, rel=1e-5)
    assert sum(calibration.counts) == len(truths)


def test_numbers_are_told_in_the_units_of_the_data(trained):
    from sklearn.datasets import load_diabetes

    path = trained("diabetes")
    (output,) = evaluate(path).outputs
    _, found, positions = said(path)
    data = load_diabetes()
    truths = data.target[positions]
    fitted = data.target[made_again(path, "best").samples("train").positions]
    expected = found["later"][:, 0] * fitted.std() + fitted.mean()
    first, second = output.regressions
    assert (first.name, second.name) == ("progression", "s6")
    assert np.allclose(first.truths, truths)
    assert np.allclose(first.predictions, expected, rtol=1e-4)
    assert first.mae == pytest.approx(
        metrics.mean_absolute_error(truths, expected), rel=1e-4
    )
    assert first.rmse == pytest.approx(
        metrics.root_mean_squared_error(truths, expected), rel=1e-4
    )
    assert first.r2 == pytest.approx(metrics.r2_score(truths, expected), rel=1e-3)
    assert max(abs(x) for x in second.truths) < 0.2  # as scikit-learn ships it


def test_a_mask_is_judged_pixel_by_pixel(trained):
    path = trained("shapes")
    (output,) = evaluate(path).outputs
    targets, found, _ = said(path)
    truths = targets["mask"].ravel().astype(int)
    guesses = (found["mask"].ravel() >= 0.5).astype(int)
    assert output.task == "mask"
    assert output.accuracy == pytest.approx((truths == guesses).mean())
    overlap = metrics.jaccard_score(truths, guesses, average=None, zero_division=0)
    assert [c.iou for c in output.classes] == pytest.approx(list(overlap))
    assert output.confusion.cells == ()
    assert "Pixels are counted" in output.notes[0]


def test_each_output_is_judged_as_what_it_is(trained):
    path = trained("cells")
    diagnosis, worst = evaluate(path).outputs
    targets, found, _ = said(path)
    assert (diagnosis.task, worst.task) == ("binary", "numbers")
    truths, logits = targets["diagnosis"][:, 0], found["diagnosis"][:, 0]
    area = metrics.roc_auc_score(truths, logits)
    (curve,) = diagnosis.roc.curves
    assert (curve.name, curve.area) == ("benign", pytest.approx(area))
    assert diagnosis.accuracy == ((logits >= 0) == truths).mean()
    assert worst.regressions[0].name == "worst_area"


def test_of_anything_else_the_losses_are_told(trained):
    evaluation = evaluate(trained("sequence"))
    (output,) = evaluation.outputs
    assert output.task == "other"
    assert "losses and metrics alone" in output.notes[0]
    assert evaluation.scores["loss"] > 0
    assert len(output.mistakes) == 24


def test_what_cannot_be_judged_is_one_sentence(trained, tmp_path):
    with pytest.raises(KgraphError, match="There is no run yet"):
        evaluate(tmp_path / "new.kgraph")
    with pytest.raises(KgraphError, match="Expected train, validation, test"):
        evaluate(trained("iris"), part="everything")

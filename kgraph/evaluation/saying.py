"""Says what a tensor means to a person: a class, labels, numbers, a mask."""

import math

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from kgraph.document.evaluation import Answer, Guess
from kgraph.document.looks import Picture
from kgraph.evaluation.asking import BACKGROUND, Question

MOST_GUESSES = 20
MOST_PIXELS = 128  # on the longer side of a picture


def say(question: Question, tensor: NDArray, truth: NDArray | None = None) -> Answer:
    """Returns what an Output says to one sample.

    Args:
        tensor: What the model gave for it, without the axis of the batch.
        truth: Its target, in the form in which training takes it.
    """
    found = question.likelihoods(tensor[None])[0]
    match question.task:
        case "binary" | "classes":
            answer = _say_class(question, found)
        case "labels":
            answer = _say_labels(question, found)
        case "numbers":
            answer = _say_numbers(question, found)
        case "mask":
            answer = _say_mask(question, found)
        case _:
            answer = Answer(question.output, "other", _size(found))
    if truth is None:
        return answer
    is_mask = question.task == "mask"
    shades = class_numbers(question, truth[None])[0] if is_mask else None
    return replace(
        answer,
        truth=truth_of(question, truth),
        true_picture=None if shades is None else _mask(question, shades),
    )


def truth_of(question: Question, truth: NDArray) -> str:
    """Returns the target of one sample in words."""
    match question.task:
        case "binary" | "classes":
            return question.names[int(class_numbers(question, truth[None])[0])]
        case "labels":
            return _listed(question, truth)
        case "numbers":
            return _numbers_text(question, question.in_units(truth[None])[0])
        case "mask":
            return _areas_text(question, class_numbers(question, truth[None])[0])
    return _size(truth)


def class_numbers(question: Question, truths: NDArray) -> NDArray:
    """Returns the class of each target (of a mask: of each pixel) as its number."""
    if question.task == "mask":
        if question.is_one_hot and truths.shape[-1] == len(question.names):
            return truths.argmax(axis=-1)
        is_flat = truths.ndim > 3 and truths.shape[-1] == 1
        return np.maximum(truths[..., 0] if is_flat else truths, 0).astype("int64")
    if question.task == "classes" and question.is_one_hot:
        return truths.argmax(axis=-1)
    # A hinge says no with -1.
    return np.maximum(truths.reshape(len(truths)), 0).astype("int64")


def decided(question: Question, scores: NDArray) -> NDArray:
    """Returns which class the model takes each sample, or pixel, for."""
    if question.task == "classes" or scores.shape[-1] > 1:
        return scores.argmax(axis=-1)
    return (scores[..., 0] >= question.threshold).astype("int64")


def _say_class(question: Question, found: NDArray) -> Answer:
    values = found
    is_likely = question.are_likelihoods
    if question.task == "binary":
        no = 1.0 - found[0] if is_likely else 2 * question.threshold - found[0]
        values = np.array([no, found[0]])
    order = np.argsort(-values, kind="stable")[:MOST_GUESSES]
    guesses = tuple(
        Guess(question.names[place], _number(values[place])) for place in order
    )
    chosen = int(decided(question, found[None])[0])
    sure = f" ({values[chosen]:.1%})" if is_likely else ""
    text = f"{question.names[chosen]}{sure}"
    return Answer(
        question.output, question.task, text, guesses, are_likelihoods=is_likely
    )


def _say_labels(question: Question, found: NDArray) -> Answer:
    order = np.argsort(-found, kind="stable")[:MOST_GUESSES]
    return Answer(
        question.output,
        question.task,
        _listed(question, found),
        tuple(Guess(question.names[place], _number(found[place])) for place in order),
        are_likelihoods=question.are_likelihoods,
    )


def _say_numbers(question: Question, found: NDArray) -> Answer:
    values = question.in_units(found[None])[0]
    guesses = tuple(
        Guess(name, _number(value))
        for name, value in zip(question.names, values, strict=True)
    )
    text = _numbers_text(question, values)
    return Answer(question.output, question.task, text, guesses)


def _say_mask(question: Question, found: NDArray) -> Answer:
    classes = decided(question, found[None])[0]
    text = _areas_text(question, classes)
    picture = _mask(question, classes)
    return Answer(question.output, question.task, text, picture=picture)


def _mask(question: Question, classes: NDArray) -> Picture:
    """Returns classes of pixels as shades; of a volume, the highest along its depth."""
    shades = classes * (255 // max(len(question.names) - 1, 1))
    shades = shades if shades.ndim == 2 else shades.max(axis=-1)
    side = math.ceil(max(shades.shape) / MOST_PIXELS)
    pixels = np.clip(shades[::side, ::side], 0, 255).astype(np.uint8)
    height, width = pixels.shape
    return Picture(width, height, 1, pixels.tobytes(), _size(shades))


def _listed(question: Question, values: NDArray) -> str:
    chosen = [
        name
        for name, value in zip(question.names, values, strict=True)
        if value >= question.threshold
    ]
    return ", ".join(chosen) or "none"


def _numbers_text(question: Question, values: NDArray) -> str:
    if len(values) == 1:
        return f"{values[0]:.4g}"
    pairs = zip(question.names, values, strict=True)
    return ", ".join(f"{name} {value:.4g}" for name, value in pairs)


def _areas_text(question: Question, classes: NDArray) -> str:
    """Returns how much of an image each class takes, the largest first."""
    names = question.names
    counts = np.bincount(classes.ravel(), minlength=len(names))
    if names[0] == BACKGROUND:
        return f"{names[1]} {counts[1] / classes.size:.0%}"
    order = [place for place in np.argsort(-counts, kind="stable") if counts[place]]
    return ", ".join(f"{names[i]} {counts[i] / classes.size:.0%}" for i in order[:4])


def _size(values: NDArray) -> str:
    return f"{' × '.join(map(str, values.shape)) or 'one'} values"


def _number(value: float) -> float | str:
    return float(value) if math.isfinite(value) else str(float(value))

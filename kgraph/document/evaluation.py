"""How well a run predicts, and what it predicts, as values that can be shown."""

from typing import Literal

from msgspec import Struct

from kgraph.document.looks import Picture

Number = float | str  # as in messages: NaN and infinity travel as text

Task = Literal["binary", "classes", "labels", "numbers", "mask", "other"]
"""What an Output answers: yes or no; one of several classes; any of several labels;
numbers; a class for each pixel; or what is judged by its loss and metrics alone."""


class Curve(Struct, frozen=True):
    """A curve from left to right, with few enough points to be sent and drawn.

    Attributes:
        name: A class, or `micro`: all classes counted as one.
        area: Under the whole curve, not under its few points alone.
    """

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    area: float


class ClassCurves(Struct, frozen=True):
    """A curve for each class against all others.

    Attributes:
        macro: Mean of the areas of the classes, each counting the same.
    """

    curves: tuple[Curve, ...] = ()
    macro: float | None = None


class ClassScore(Struct, frozen=True):
    """How well one class is told from the others.

    Attributes:
        iou: Intersection over union, of a mask alone.
        support: How many samples, or pixels, are of this class.
    """

    name: str
    precision: float
    recall: float
    f1: float
    support: int
    iou: float | None = None


class Cell(Struct, frozen=True):
    """Samples that were confused in one way, those with the highest loss first."""

    truth: int
    predicted: int
    positions: tuple[int, ...]


class Confusion(Struct, frozen=True):
    """What was taken for what.

    Attributes:
        classes: Names of the rows and columns.
        counts: A row for each true class, a column for each predicted one.
        cells: Some of the samples behind the counts; none for pixels.
    """

    classes: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    cells: tuple[Cell, ...] = ()


class Calibration(Struct, frozen=True):
    """Whether 80 % sure means right in 80 of 100 cases.

    Attributes:
        confidence, accuracy, counts: Of each bin that has any samples: how sure the
            model was on average, how often it was right, how many samples.
        error: Expected calibration error: the mean distance of both.
    """

    confidence: tuple[float, ...]
    accuracy: tuple[float, ...]
    counts: tuple[int, ...]
    error: float


class Regression(Struct, frozen=True):
    """How near numbers come; all in the units of the data.

    Attributes:
        truths, predictions: Of samples that were chosen evenly among all.
        r2: None where it means nothing: of one sample, or of equal truths.
    """

    name: str
    truths: tuple[float, ...]
    predictions: tuple[float, ...]
    mae: float
    rmse: float
    r2: float | None


class Mistake(Struct, frozen=True):
    """A sample with a high loss.

    Attributes:
        position: Its number in the source, from 0.
        is_wrong: Whether the answer is another than the truth; None where there is
            no right and wrong.
    """

    position: int
    truth: str
    prediction: str
    loss: Number
    is_wrong: bool | None = None


class OutputEvaluation(Struct, frozen=True):
    """How well one Output answers.

    Attributes:
        accuracy: Share of the samples (of a mask: the pixels) that are right.
        classes: A row for each class.
        notes: What is not shown, or not of all samples, and why.
        columns: Which columns of the data it is to tell.
    """

    name: str
    task: Task
    accuracy: float | None = None
    classes: tuple[ClassScore, ...] = ()
    confusion: Confusion | None = None
    roc: ClassCurves = ClassCurves()
    pr: ClassCurves = ClassCurves()
    calibration: Calibration | None = None
    regressions: tuple[Regression, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    notes: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


class Evaluation(Struct, frozen=True):
    """How well a run predicts the samples of a part of the data.

    Attributes:
        run: Its id.
        part: `train`, `validation`, `test`, or the name of another source.
        scores: Losses and metrics, as Keras names them.
        inputs: Which columns of the data the Inputs are given.
    """

    run: str
    part: str
    samples: int
    seconds: float
    scores: dict[str, Number]
    outputs: tuple[OutputEvaluation, ...]
    inputs: tuple[str, ...] = ()


class Guess(Struct, frozen=True):
    """One of the answers of an Output.

    Attributes:
        label: A class, or the name of a number.
        value: How likely the class is, or the number.
    """

    label: str
    value: Number


class Answer(Struct, frozen=True):
    """What an Output says to one sample.

    Attributes:
        guesses: Classes, the likeliest first, or numbers in their order.
        text: The answer in words.
        truth: What would be right, in words; empty where nobody knows.
        picture, true_picture: Of an answer, and a truth, that is an image.
        are_likelihoods: Whether the guesses go from 0 to 1.
    """

    output: str
    task: Task
    text: str
    guesses: tuple[Guess, ...] = ()
    truth: str = ""
    picture: Picture | None = None
    true_picture: Picture | None = None
    are_likelihoods: bool = False


class Prediction(Struct, frozen=True):
    """What a run says to one sample.

    Attributes:
        name: A file's name, `row 3` of one, or the number of a sample.
        position: Where in its source it is; None for a new sample.
    """

    name: str
    answers: tuple[Answer, ...]
    position: int | None = None

"""An evaluation and a prediction with something on every page."""

from kgraph.document.evaluation import (
    Answer,
    Calibration,
    Cell,
    ClassCurves,
    ClassScore,
    Confusion,
    Curve,
    Evaluation,
    Guess,
    Mistake,
    OutputEvaluation,
    Prediction,
    Regression,
)
from kgraph.document.looks import Picture, Sample, Words

NAMES = ("cat", "dog", "eel")


def curves(*areas: float) -> ClassCurves:
    found = [
        Curve(name, (0.0, 0.1, 1.0), (0.0, 0.9, 1.0), area)
        for name, area in zip((*NAMES, "micro"), areas, strict=False)
    ]
    return ClassCurves(tuple(found), sum(areas) / len(areas))


ANIMAL = OutputEvaluation(
    "animal",
    "classes",
    accuracy=0.8,
    classes=(
        ClassScore("cat", 0.9, 0.5, 0.64, 10),
        ClassScore("dog", 0.6, 1.0, 0.75, 2),
        ClassScore("eel", 0.7, 0.8, 0.7, 110),
    ),
    confusion=Confusion(
        NAMES,
        ((5, 3, 2), (0, 2, 0), (22, 0, 88)),
        (Cell(0, 1, (41, 17, 3)), Cell(2, 2, (1, 2))),
    ),
    roc=curves(0.9, 0.8, 0.7, 0.85),
    pr=curves(0.8, 0.7, 0.6, 0.75),
    calibration=Calibration((0.5, 0.9), (0.4, 0.95), (10, 112), 0.03),
    mistakes=(
        Mistake(17, "cat", "dog (90.0%)", 4.5, True),
        Mistake(99, "eel", "eel (51.0%)", 0.7, False),
    ),
)
WEIGHT = OutputEvaluation(
    "weight",
    "numbers",
    regressions=(
        Regression("kilograms", (1.0, 2.0, 4.0), (1.5, 2.0, 3.0), 0.5, 0.65, 0.7),
        Regression("length", (1.0,), (1.0,), 0.0, 0.0, None),
    ),
    mistakes=(Mistake(5, "4", "3", 1.0),),
)
EVALUATION = Evaluation(
    "0001", "test", 122, 0.5, {"loss": 0.25}, (ANIMAL, WEIGHT), ("photo", "age")
)
PREDICTION = Prediction(
    "sample 17",
    (
        Answer(
            "animal",
            "classes",
            "dog (90.0%)",
            (Guess("dog", 0.9), Guess("cat", 0.1)),
            "cat",
            are_likelihoods=True,
        ),
        Answer("weight", "numbers", "3.2", (Guess("kilograms", 3.2),)),
    ),
    17,
)
PICTURE = Picture(2, 2, 1, b"\x00\xff\x80\x40", "2 × 2")


def sample(position: int) -> Sample:
    return Sample(position, None, (PICTURE, Words("7")))

"""What crosses the border between the window and an engine arrives as it was sent."""

import math

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import projects

from kgraph import messages
from kgraph.document.analysis import Analysis, GraphAnalysis, NodeAnalysis, Tensor
from kgraph.document.columns import Column, DataDescription
from kgraph.document.evaluation import (
    Answer,
    Cell,
    Confusion,
    Evaluation,
    Mistake,
    OutputEvaluation,
    Prediction,
)
from kgraph.document.looks import (
    Bar,
    ColumnSummary,
    Curves,
    Picture,
    Sample,
    Summary,
    Waveform,
    Words,
)
from kgraph.document.project import DataSource, new_project

IRIS = DataSource("builtin", "iris")
LOOKS = (
    Words("setosa"),
    Words("", is_missing=True),
    Picture(1, 2, 1, b"\x00\xff", "8 × 16"),
    Curves(((0.0, None, 1.0),), -1.0, 7.5, "3 steps"),
    Waveform((-0.5,), (0.5,), "1 s"),
)
MASK = Answer("mask", "mask", "disc 9%", picture=Picture(1, 1, 1, b"\xff", "1 × 1"))
PREDICTION = Prediction("seven.png", (MASK,))
EVALUATION = Evaluation(
    "0001",
    "test",
    2,
    0.5,
    {"loss": "nan"},
    (
        OutputEvaluation(
            "digit",
            "classes",
            confusion=Confusion(("0", "1"), ((1, 0), (1, 0)), (Cell(1, 0, (7,)),)),
            mistakes=(Mistake(7, "1", "0 (90.0%)", "inf", True),),
        ),
    ),
)


@given(projects(), st.integers(0, 10**6))
def test_requests_arrive_with_the_project_as_it_is(project, revision):
    for request in (
        messages.Analyze(revision, project, "folder"),
        messages.Prove(revision, project),
        messages.Train(project),
        messages.Look(3, project, ("image",), where=("digit", "7"), seed=1),
        messages.Summarize(4, project, ("image", "digit")),
        messages.Evaluate(5, "net.kgraph", "0001", "validation"),
        messages.Predict(6, "net.kgraph", files=("seven.png",)),
        messages.Recall(7, ("image",), (5, 3)),
        messages.Export(project, "keras", "model.keras", run="best"),
    ):
        line = messages.encode(request)
        assert line.count(b"\n") == 1
        assert line.endswith(b"\n")
        assert messages.decode_request(line) == request


@pytest.mark.parametrize(
    "event",
    [
        messages.Ready("3.15.1", "tensorflow", ("cpu:0",)),
        messages.Analyzed(
            3,
            Analysis(
                {"main": GraphAnalysis({"n1": NodeAnalysis((Tensor((None, 4)),))})}
            ),
        ),
        messages.Proved(4, Analysis(), True),
        messages.Described(IRIS, DataDescription(150, (Column("petal"),))),
        messages.Looked(3, 9, (Sample(7, "test", LOOKS),)),
        messages.Summarized(
            4, Summary(150, (ColumnSummary("petal", 90, bars=(Bar("1 to 2", 7),)),))
        ),
        messages.TrainingBegan("0001", 2, 4, 120, ("loss",)),
        messages.BatchesEnded(0, 3, 0, {"loss": [1.0, "nan"]}),
        messages.EpochEnded(0, 4, 0.5, {"loss": "inf"}),
        messages.TrainingEnded("0001", "early", 1, 0.5, {"loss": 0.25}),
        messages.Exported("model.keras", "keras"),
        messages.Evaluating(5, 96, 360),
        messages.Evaluated(5, EVALUATION),
        messages.Recalled(7, (Sample(5, "test", LOOKS),)),
        messages.Predicted(6, "0001", (PREDICTION,)),
        messages.Failed("Train", "There is no data.", "details"),
    ],
    ids=lambda event: type(event).__name__,
)
def test_events_arrive_as_they_are(event):
    assert messages.decode_event(messages.encode(event)) == event


@given(st.floats())
def test_a_number_survives_json(value):
    sent = messages.BatchesEnded(0, 0, 0, {"loss": [messages.number(value)]})
    (arrived,) = messages.decode_event(messages.encode(sent)).logs["loss"]
    assert float(arrived) == value or (math.isnan(value) and arrived == "nan")


def test_a_request_is_no_event():
    line = messages.encode(messages.Train(new_project()))
    with pytest.raises(msgspec.DecodeError):
        messages.decode_event(line)

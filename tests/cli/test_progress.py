"""How a run looks from a terminal."""

import json

from kgraph import messages
from kgraph.cli import progress

BEGAN = messages.TrainingBegan("0001", epochs=2, batches=4, samples=128)
BATCHES = messages.BatchesEnded(epoch=0, batch=1, step=0, logs={"loss": [2.0, 1.5]})
EPOCH = messages.EpochEnded(epoch=0, step=4, seconds=1.0, logs={"loss": "nan"})
ENDED = messages.TrainingEnded("0001", "early", 1, 1.0, {"loss": 0.123456})


def test_a_log_has_a_line_for_what_matters(capsys):
    for event in (BEGAN, BATCHES, EPOCH, ENDED):
        progress.line_view(event)
    assert capsys.readouterr().out.splitlines() == [
        "Run 0001: 128 samples, 2 epochs of 4 batches.",
        "Epoch 1: loss nan (1.0 s)",
        "Stopped early by a callback after 1 epoch, 1.0 s; "
        "on the test split loss 0.1235.",
    ]


def test_programs_read_every_event_back(capsys):
    for event in (BEGAN, BATCHES, EPOCH, ENDED):
        progress.json_view(event)
    lines = capsys.readouterr().out.splitlines()
    assert [messages.decode_event(line.encode()) for line in lines] == [
        BEGAN,
        BATCHES,
        EPOCH,
        ENDED,
    ]
    assert all(json.loads(line) for line in lines)


def test_a_terminal_sees_each_epoch(capsys):
    with progress.BarView() as view:
        for event in (BEGAN, BATCHES, EPOCH, ENDED):
            view(event)
    shown = capsys.readouterr().out
    assert "Epoch 1: loss nan" in shown
    assert "Stopped early" in shown


def test_a_download_is_told_when_it_is_through():
    news = [messages.Downloading("MNIST", done, 10) for done in (5, 10)]
    assert [progress.sentence_of(event) for event in news] == ["", "Downloaded MNIST."]

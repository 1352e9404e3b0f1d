"""What a run is asked for reaches it, whatever else happens to the file."""

from kgraph.messages import Pause, SetLearningRate, Stop
from kgraph.runs.folder.commands import NAME, CommandReader, ask


def test_a_torn_request_tears_no_other(tmp_path):
    reader = CommandReader(tmp_path)
    ask(tmp_path, Pause())
    with (tmp_path / NAME).open("ab") as file:
        file.write(b'{"type":"SetLearn')  # by a window that was killed
    assert reader.read() == [Pause()]
    ask(tmp_path, Stop())
    ask(tmp_path, SetLearningRate(0.5))
    assert reader.read() == [Stop(), SetLearningRate(0.5)]

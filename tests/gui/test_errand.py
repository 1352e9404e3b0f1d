"""What the window waits for outlives its engines, or is said to have failed."""

import pytest
from PySide6.QtCore import QObject

from kgraph.gui.errand import Errand
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.messages import Exported, Failed, Import, Imported

REQUEST = Import("tiny.keras")


@pytest.fixture
def engine(qapp, engines):
    engine = LastingEngine(engines)
    engine.start()
    return engine


@pytest.fixture
def errand_of(engine):
    parent = QObject()

    def make(is_repeated=False):
        errand = Errand(engine, "Import", Imported, parent, is_repeated=is_repeated)
        errand.heard = []
        errand.answered.connect(lambda request, event: errand.heard.append(event))
        errand.failed.connect(lambda request, text: errand.heard.append(text))
        return errand

    return make


def test_an_answer_ends_the_wait(errand_of, engines, document):
    errand = errand_of()
    errand.ask(REQUEST)
    assert errand.request is REQUEST
    engines.last.received.emit(Exported("a", "keras"))
    assert errand.request is REQUEST
    answer = Imported("tiny.keras", document.project)
    engines.last.received.emit(answer)
    engines.last.received.emit(answer)
    assert errand.heard == [answer]
    assert errand.request is None


def test_a_failure_is_a_whole_sentence(errand_of, engines):
    errand = errand_of()
    errand.ask(REQUEST)
    engines.last.received.emit(Failed("Import", "No such file"))
    assert errand.heard == ["No such file."]


@pytest.mark.parametrize(("is_repeated", "heard"), [(False, ["Gone."]), (True, [])])
def test_what_an_engine_may_have_died_of_is_not_asked_again(
    errand_of, engines, is_repeated, heard
):
    errand = errand_of(is_repeated)
    errand.ask(REQUEST)
    engines.last.died.emit("Gone.")
    assert errand.heard == heard


def test_an_engine_that_is_ended_answers_no_more(errand_of, engines, engine, document):
    errand = errand_of()
    errand.ask(REQUEST)
    first = engines.last
    errand.cancel()
    errand.ask(REQUEST)
    first.received.emit(Imported("tiny.keras", document.project))
    assert errand.heard == []
    assert engines.last.requests == [REQUEST]


def test_nothing_is_ended_where_nothing_is_waited_for(errand_of, engines):
    errand_of().cancel()
    assert len(engines.made) == 1


def test_what_another_errand_asked_for_is_not_taken(errand_of, engines, document):
    mine, other = errand_of(), errand_of()
    mine.ask(Import("mine.keras"))
    other.ask(Import("other.keras"))
    engines.last.received.emit(Failed("Import", "Broken.", "", "other.keras"))
    assert (mine.heard, other.heard) == ([], ["Broken."])
    other.ask(Import("other.keras"))
    answers = [Imported(n, document.project) for n in ("other.keras", "mine.keras")]
    for answer in answers:
        engines.last.received.emit(answer)
    assert (mine.heard, other.heard[1:]) == ([answers[1]], [answers[0]])

"""Repairs are proposed while nobody draws, offered when proven, and undone as one."""

import pytest
from mistakes import MISTAKES

from kgraph.document import edits
from kgraph.document.analysis import Analysis
from kgraph.gui.analysis import Analyst
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.gui.mending import Mender
from kgraph.messages import Analyze, Analyzed, Prove, Proved, Ready
from kgraph.modeling import infer, prove

MISTAKE = MISTAKES["a flat image"]
TITLE = "Insert Reshape to 28 × 28 × 1 before 'conv2d'"


@pytest.fixture
def mender(document, engines):
    engine = LastingEngine(engines)
    analyst = Analyst(document, engine)
    mender = Mender(document, engine, analyst)
    mender.kept_alive = (engine, analyst)
    engine.start()
    engines.last.received.emit(Ready("3", "jax"))
    return mender


@pytest.fixture
def trying(mender, document, engines, qtbot):
    """Shows the mistake and its problems; the first repair is being tried."""
    document.replace(MISTAKE.project)
    analyze(document, engines, qtbot)
    return mender


def analyze(document, engines, qtbot):
    """Answers the newest question as an engine would."""
    asked = engines.last.of_type(Analyze)
    qtbot.waitUntil(lambda: asked_about(document, engines))
    asked = engines.last.of_type(Analyze)[-1]
    engines.last.received.emit(Analyzed(asked.revision, infer(asked.project)))
    qtbot.waitUntil(lambda: bool(engines.last.of_type(Prove)), timeout=2000)


def asked_about(document, engines) -> bool:
    return engines.last.of_type(Analyze)[-1].project is document.project


def answer_all(engines):
    """Proves what is to be proven, one after the other."""
    answered = 0
    while len(engines.last.of_type(Prove)) > answered:
        request = engines.last.of_type(Prove)[answered]
        proof = prove(request.project)
        event = Proved(request.number, proof.analysis, proof.is_built)
        engines.last.received.emit(event)
        answered += 1


def titles(mender) -> list[str]:
    return [r.title for repairs in mender.offers().values() for r in repairs]


def test_one_repair_is_tried_at_a_time(trying, engines):
    assert len(engines.last.of_type(Prove)) == 1
    assert trying.is_busy
    assert trying.offers() == {}


def test_what_was_proven_is_offered(trying, engines):
    answer_all(engines)
    assert TITLE in titles(trying)
    assert "Insert Reshape to 784 × 1 × 1 before 'conv2d'" not in titles(trying)
    assert not trying.is_busy


def test_a_repair_is_one_step(trying, engines, document):
    answer_all(engines)
    repair = next(r for rs in trying.offers().values() for r in rs if r.title == TITLE)
    assert trying.apply(repair)
    assert document.undo_label == TITLE
    assert not any(p.severity == "error" for p in infer(document.project).problems)
    document.undo()
    assert document.project == MISTAKE.project
    assert document.undo_label is None


def test_a_moved_node_stays_where_it_is(trying, engines, document):
    answer_all(engines)
    repair = next(r for rs in trying.offers().values() for r in rs)
    document.edit_graph("Move", lambda g: edits.move(g, {"n1": (-700.0, 30.0)}))
    assert trying.apply(repair)
    assert document.graph.positions["n1"] == (-700.0, 30.0)


def test_a_repair_of_another_drawing_is_refused_in_words(
    trying, engines, document, qtbot
):
    answer_all(engines)
    repair = next(r for rs in trying.offers().values() for r in rs)
    document.edit_graph("Add", lambda g: edits.add(g, "Dense")[0])
    asked = len(engines.last.of_type(Prove))
    analyze(document, engines, qtbot)
    qtbot.waitUntil(lambda: len(engines.last.of_type(Prove)) > asked)
    before = document.project
    with qtbot.waitSignal(document.failed) as failed:
        assert not trying.apply(repair)
    assert "has changed since" in failed.args[0]
    assert document.project is before


def test_an_edit_takes_the_offers_back(trying, engines, document, qtbot):
    answer_all(engines)
    with qtbot.waitSignal(trying.changed):
        document.edit_graph("Add", lambda g: edits.add(g, "Dense")[0])
    assert trying.offers() == {}


def test_an_answer_about_the_drawing_before_counts_for_nothing(
    trying, engines, document
):
    request = engines.last.of_type(Prove)[0]
    document.edit_graph("Add", lambda g: edits.add(g, "Dense")[0])
    engines.last.received.emit(Proved(request.number, Analysis(), True))
    assert trying.offers() == {}


def test_a_new_engine_is_not_asked_for_the_last_one_s_answer(trying, engines, qtbot):
    engines.last.died.emit("gone")
    qtbot.waitUntil(lambda: len(engines.made) == 2)
    assert trying._tried is None

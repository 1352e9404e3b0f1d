"""What the engine answers when a model is to be written."""

import kgraph.export
from kgraph.document.project import new_project
from kgraph.document.reports import Check, Proof, Report
from kgraph.engine.answer import answer
from kgraph.export import ExportError, UnprovenError
from kgraph.messages import Export, Exported, Failed

REQUEST = Export(new_project(), "keras", "model.keras")
FAILED = Report(proof=Proof((Check("weights", False, "dense differs"),)))


def test_a_proof_that_failed_is_told_in_full(monkeypatch):
    def fail(*_, **__):
        raise UnprovenError("It does not hold this model.", FAILED)

    monkeypatch.setattr(kgraph.export, "export", fail)
    assert answer(REQUEST) == Exported("model.keras", "keras", report=FAILED)


def test_what_cannot_be_written_is_one_sentence(monkeypatch):
    def fail(*_, **__):
        raise ExportError("No space is left.")

    monkeypatch.setattr(kgraph.export, "export", fail)
    event = answer(REQUEST)
    assert isinstance(event, Failed)
    assert event.message == "No space is left."

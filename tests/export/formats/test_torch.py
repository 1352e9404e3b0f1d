"""A program of PyTorch: one sample at a time, its tensors in the order that is told."""

import pytest
from deployed import classifier, looked_up, pair, series, twins, words
from drawings import digits

from kgraph.document.formats import FORMATS, missing
from kgraph.export import ExportError, export

is_absent = bool(missing(FORMATS["torch"]))
needed = pytest.mark.skipif(is_absent, reason="needs kgraph[torch]")


@needed
@pytest.mark.slow
@pytest.mark.parametrize("make", [classifier, twins, pair, series])
def test_a_clean_process_finds_the_model(tmp_path, make):
    report = export(make(), "torch", tmp_path / "net.pt2")
    assert report.proof.is_passed
    assert report.proof.samples == 8
    assert report.findings[0].text == "The program takes one sample at a time."


@needed
@pytest.mark.slow
def test_the_order_of_tensors_is_told(tmp_path):
    report = export(twins(), "torch", tmp_path / "net.pt2", is_proven=False)
    assert [finding.text for finding in report.findings[1:]] == [
        "The program takes its inputs in this order: zebra, ant.",
        "The program gives its outputs in this order: alpha, zeta.",
    ]


@needed
@pytest.mark.slow
def test_any_number_of_words_is_refused(tmp_path):
    with pytest.raises(ExportError, match="PyTorch needs the shape of a sample"):
        export(words(), "torch", tmp_path / "net.pt2")
    assert not list(tmp_path.iterdir())


@needed
def test_layers_that_it_has_no_place_for_are_named(tmp_path):
    with pytest.raises(ExportError, match=r"string_lookup \(StringLookup\)"):
        export(looked_up(), "torch", tmp_path / "net.pt2")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not is_absent, reason="kgraph[torch] is here")
def test_where_pytorch_is_absent_it_says_what_to_install(tmp_path):
    with pytest.raises(ExportError, match=r"pip install 'kgraph\[torch\]'"):
        export(digits(), "torch", tmp_path / "net.pt2")
    assert not list(tmp_path.iterdir())

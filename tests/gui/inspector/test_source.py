"""A data source is chosen, and its path is stored."""

from pathlib import Path

import pytest
from inspector_pages import DIGITS, Show, config, pick, texts
from msgspec.structs import replace
from PySide6.QtWidgets import QFileDialog

from kgraph.document.analysis import DATA_READABLE, Analysis, Problem
from kgraph.document.project import DataSource
from kgraph.gui.inspector.source import stored_path


def test_a_built_in_source_is_chosen_and_its_columns_are_bound(shown: Show) -> None:
    document, panel, (x, y) = shown(("Input", {}), ("Output", {}), select=0)
    pick(panel.page.source.combo, "Digits")
    assert document.project.data.source == DataSource("builtin", "digits")
    assert "being read" in texts(panel)
    panel.set_description(DIGITS)
    assert "1,797 samples, 2 columns." in texts(panel)
    bindings = document.project.data.bindings
    assert bindings[document.graph.nodes[x].layer].columns == ("image",)
    assert bindings[document.graph.nodes[y].layer].columns == ("digit",)
    assert config(document, x)["shape"] == [8, 8]


def test_a_source_that_cannot_be_read_is_not_waited_for(shown: Show) -> None:
    _, panel, _ = shown(("Input", {}), ("Output", {}), select=0)
    pick(panel.page.source.combo, "Digits")
    problem = Problem(rule=DATA_READABLE, message="There is no such file.")
    panel.show_analysis(Analysis(problems=(problem,)))
    assert "cannot be read" in texts(panel)
    assert "being read" not in texts(panel)


def test_a_source_that_was_opened_with_the_file_is_not_bound_anew(shown: Show) -> None:
    document, panel, _ = shown(("Input", {}), ("Output", {}), select=0)
    source = DataSource("builtin", "digits")
    document.edit("x", lambda p: replace(p, data=replace(p.data, source=source)))
    panel.set_description(DIGITS)
    assert document.project.data.bindings == {}


def test_a_file_is_chosen(
    shown: Show, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    document, panel, _ = shown(("Input", {}), select=0)
    chosen = str(tmp_path / "people.csv")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (chosen, ""))
    pick(panel.page.source.combo, "CSV file…")
    assert document.project.data.source == DataSource("csv", chosen)
    assert panel.page.source.combo.currentText() == "people.csv"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    pick(panel.page.source.combo, "NumPy arrays…")
    assert panel.page.source.combo.currentText() == "people.csv"


def test_a_data_file_beside_the_project_is_stored_by_its_relative_path(
    tmp_path: Path,
) -> None:
    project = tmp_path / "a.kgraph"
    assert stored_path(tmp_path / "data" / "x.csv", project) == "data/x.csv"
    assert stored_path(Path("/elsewhere/x.csv"), project) == "/elsewhere/x.csv"
    assert stored_path(tmp_path / "x.csv", None) == str(tmp_path / "x.csv")

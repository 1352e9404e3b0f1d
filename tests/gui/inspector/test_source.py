"""The project's page says what it learns from and leads to the Data panel."""

import pytest
from inspector_pages import DIGITS, Show, texts, with_digits
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kgraph.document.analysis import DATA_READABLE, Analysis, Problem
from kgraph.document.project import DataSource, Split


def test_what_it_learns_from_is_told(shown: Show) -> None:
    document, panel, _ = shown(("Input", {}), ("Output", {}), select=0)
    assert "No data yet" in texts(panel)
    source = DataSource("builtin", "digits")
    document.edit("x", lambda p: replace(p, data=replace(p.data, source=source)))
    assert "being read" in texts(panel)
    panel.set_description(DIGITS)
    assert "1,797 samples, 2 columns." in texts(panel)
    assert "Held back: 15% for validation, 15% for test." in texts(panel)


@pytest.mark.parametrize(
    ("split", "said"),
    [
        (Split(by="column", column="fold"), "Divided by the column fold."),
        (Split(validation=0.2, test=0.0), "Held back: 20% for validation."),
    ],
)
def test_how_it_is_divided_is_told(shown: Show, split: Split, said: str) -> None:
    document, panel, _ = shown(("Input", {}), select=0)
    with_digits(document, panel)
    document.edit("x", lambda p: replace(p, data=replace(p.data, split=split)))
    assert said in texts(panel)


def test_a_source_that_cannot_be_read_is_not_waited_for(shown: Show) -> None:
    document, panel, _ = shown(("Input", {}), ("Output", {}), select=0)
    source = DataSource("csv", "data/people.csv")
    document.edit("x", lambda p: replace(p, data=replace(p.data, source=source)))
    problem = Problem(rule=DATA_READABLE, message="There is no such file.")
    panel.show_analysis(Analysis(problems=(problem,)))
    assert "people.csv\nThe data cannot be read." in texts(panel)


def test_a_button_leads_to_the_data(qtbot: QtBot, shown: Show) -> None:
    _, panel, _ = shown(("Input", {}), select=0)
    with qtbot.waitSignal(panel.data_requested):
        qtbot.mouseClick(panel.page.source.open, Qt.MouseButton.LeftButton)

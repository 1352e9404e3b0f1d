"""Columns in numbers, rows as a table, and the settings of how data is read."""

from inspector_pages import line_of, pick, retype
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QToolButton

from kgraph.document.columns import Column, DataDescription
from kgraph.document.looks import Bar, ColumnSummary, Picture, Sample, Words
from kgraph.document.project import DataSource, Split, Windows
from kgraph.gui.data.pages.rows_model import MOST_COLUMNS, PAGE
from kgraph.messages import Look, Summarize

from .conftest import DATA

AGES = ColumnSummary(
    "age", 80, 3, 0.0, 99.0, 41.5, 12.0, (Bar("0 to 50", 60), Bar("50 to 99", 17))
)
PETS = ColumnSummary("pet", 100, bars=(Bar("cat", 75), Bar("dog", 25)), classes=2)


def test_columns_are_told_one_by_one_the_current_one_first(room):
    room.describe()
    assert room.asked(Summarize).columns == ("image",)
    room.panel.columns.tree.setCurrentItem(room.panel.columns.tree.topLevelItem(2))
    room.tell(ColumnSummary("image", 100))
    assert room.asked(Summarize).columns == ("pet",)
    room.tell(PETS)
    view = room.panel.columns.view
    said = view.facts.text()
    assert "2 classes; the largest is 3.0 times the smallest: class weights" in said
    assert view.bars.bars == PETS.bars
    assert view.bars.bar_at(QPointF(5, 25)) == Bar("dog", 25)
    assert "cat: 75; dog: 25" in view.bars.accessibleDescription()
    assert room.asked(Summarize).columns == ("age",)


def test_numbers_have_a_range_and_a_histogram(room):
    room.describe()
    tree, view = room.panel.columns.tree, room.panel.columns.view
    tree.setCurrentItem(tree.topLevelItem(1))
    assert view.facts.text() == "Being counted…"
    room.tell(ColumnSummary("image", 100))
    room.tell(AGES)
    assert view.facts.text().splitlines() == [
        "From 0 to 99",
        "Mean 41.5, deviation 12",
        "Missing in 3 samples: say where it is bound what stands in",
        "Counted in 80 of 100 samples",
    ]
    assert view.bars.bar_at(QPointF(view.bars.width() - 2, 9)) == Bar("50 to 99", 17)
    assert tree.topLevelItem(1).text(3) == "3"


def test_a_column_that_cannot_be_counted_does_not_keep_the_others_waiting(room):
    room.describe()
    room.refuse(Summarize, "A file is damaged.")
    assert room.panel.columns.view.facts.text() == "A file is damaged."
    assert room.asked(Summarize).columns == ("age",)


def test_rows_are_asked_for_where_one_looks(room):
    room.describe()
    room.panel.tabs.setCurrentIndex(2)
    model = room.panel.rows.model
    assert (model.rowCount(), model.columnCount()) == (100, 5)
    assert model.data(model.index(0, 2)) == "…"
    room.engine.requests.clear()
    model.data(model.index(PAGE + 1, 2))
    asked = room.asked(Look)
    assert (asked.first, asked.count) == (PAGE, PAGE)
    assert asked.columns == ("image", "age", "pet", "note")
    image = Picture(1, 1, 1, b"\x80", "8 × 8")
    looks = (image, Words("7"), Words("cat"), Words("", is_missing=True))
    room.show(*(Sample(PAGE + n, "test", looks) for n in range(100 - PAGE)))
    row = [model.data(model.index(PAGE, column)) for column in range(5)]
    assert row == ["Test", None, "7", "cat", ""]
    picture = model.data(model.index(PAGE, 1), Qt.ItemDataRole.DecorationRole)
    assert picture.width() == 36, "as large as there is room for it"
    sideways = Qt.Orientation.Horizontal
    names = [model.headerData(column, sideways) for column in range(5)]
    assert names == ["Part", "image", "age", "pet", "note"]


def test_a_table_that_cannot_be_read_says_so_once(room):
    room.describe()
    room.panel.tabs.setCurrentIndex(2)
    model = room.panel.rows.model
    model.data(model.index(0, 1))
    room.refuse(Look, "people.csv has gone.")
    assert room.panel.rows._note.text() == "people.csv has gone."
    count = len(room.engine.of_type(Look))
    model.data(model.index(90, 1))
    assert len(room.engine.of_type(Look)) == count


def test_of_very_many_columns_some_are_shown(room):
    many = tuple(Column(f"c{n}") for n in range(MOST_COLUMNS + 7))
    room.describe(DataDescription(9, many))
    room.panel.tabs.setCurrentIndex(2)
    assert room.panel.rows.model.columnCount() == MOST_COLUMNS + 1
    assert room.panel.rows._note.text() == "7 more columns are not shown here."


def data_of(room):
    return room.document.project.data


def test_how_a_source_is_read_is_set(room, qtbot):
    room.describe()
    settings = room.panel.settings
    assert settings.options.rows["delimiter"] is not None
    settings.options.edited.emit("delimiter", "comma")
    settings.options.edited.emit("delimiter", "tab")
    assert data_of(room).source.options == {}  # more may be typed
    settings.finish()
    assert data_of(room).source.options == {"delimiter": "tab"}
    room.document.undo()
    assert data_of(room).source.options == {}  # it was one step
    room.document.redo()
    settings.options.reset_requested.emit("delimiter")
    qtbot.waitUntil(lambda: data_of(room).source.options == {})


def test_what_was_typed_last_is_not_lost_and_not_of_another_project(room):
    room.describe()
    room.panel.tabs.setCurrentIndex(3)
    room.panel.settings.options.edited.emit("delimiter", "tab")
    room.panel.tabs.setCurrentIndex(0)
    assert data_of(room).source.options == {"delimiter": "tab"}
    room.panel.settings.options.edited.emit("delimiter", "comma")
    room.document.replace(room.document.project)
    room.panel.settings.finish()
    assert data_of(room).source.options == {"delimiter": "tab"}


def test_another_kind_of_source_has_another_form(room):
    room.describe()
    room.panel.sourcing.choose(DataSource("builtin", "digits"))
    assert room.panel.settings.options is None
    room.panel.sourcing.choose(DataSource("keras", "imdb"))
    assert "words" in room.panel.settings.options.rows


def test_rows_become_a_time_series(room, qtbot):
    room.describe()
    room.panel.tabs.setCurrentIndex(3)
    settings = room.panel.settings
    assert not settings.windows.isVisible()
    qtbot.mouseClick(settings.has_windows, Qt.MouseButton.LeftButton)
    assert data_of(room).source.windows == Windows(24)
    assert settings.windows.isVisible()
    retype(qtbot, line_of(settings.windows, "length"), "12")
    settings.finish()
    assert data_of(room).source.windows == Windows(12)
    qtbot.mouseClick(settings.has_windows, Qt.MouseButton.LeftButton)
    assert data_of(room).source.windows is None


def test_samples_are_divided(room, qtbot):
    room.describe()
    retype(qtbot, line_of(room.panel.settings.split, "validation"), "0.3")
    assert data_of(room).split.validation == 0.3
    assert room.document.undo_label == "Set split validation to 0.3"
    rows = room.panel.settings.split.rows
    room.panel.tabs.setCurrentIndex(3)
    assert rows["seed"].editor.isVisible()
    assert not rows["column"].editor.isVisible()
    pick(rows["by"].editor.findChild(QComboBox), "time")
    assert not rows["seed"].editor.isVisible()
    columns = rows["column"].editor.combo
    texts = [columns.itemText(row) for row in range(columns.count())]
    assert texts == ["None", "age", "pet", "note"]
    pick(columns, "age")
    assert data_of(room).split == Split(0.3, by="time", column="age")


def test_parts_can_have_sources_of_their_own(room, monkeypatch, tmp_path):
    room.describe()
    path = str(tmp_path / "test.csv")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (path, ""))
    pick(room.panel.settings.test.combo, "CSV or TSV file…")
    assert data_of(room).test_source == DataSource("csv", path)
    pick(room.panel.settings.test.combo, "By the split")
    assert data_of(room).test_source is None


def test_sources_stand_beside_each_other(room, qtbot):
    room.describe()
    room.panel.tabs.setCurrentIndex(3)
    beside = room.panel.settings.beside
    pick(beside.chooser.combo, "Digits")
    pick(beside.chooser.combo, "Iris")
    names = [source.name for source in data_of(room).beside]
    assert names == ["digits", "iris"]
    assert beside.chooser.combo.currentText() == "Add a source…"
    remove = beside.findChild(QToolButton, "remove 0")
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert [source.name for source in data_of(room).beside] == ["iris"]


def test_bindings_stay_as_a_source_is_read_otherwise(room, layer):
    room.describe()
    room.panel.sourcing.bind(layer("Input"), ("age",), DATA)
    room.panel.settings.options.edited.emit("delimiter", "tab")
    room.panel.settings.finish()
    assert layer("Input") in data_of(room).bindings

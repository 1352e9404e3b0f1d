"""A source is chosen, its columns are bound, and what it holds is seen."""

from inspector_pages import DIGITS, pick
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from kgraph.document.binding import bind_columns
from kgraph.document.project import DataSource
from kgraph.gui.importing.trust_dialog import TrustDialog


def test_built_in_data_is_chosen_and_bound_once_it_is_known(room, layer):
    pick(room.panel.chooser.combo, "Digits")
    assert room.document.project.data.source == DataSource("builtin", "digits")
    assert "being read" in room.panel.empty.text.text()
    room.panel.show_description(DIGITS)
    bindings = room.document.project.data.bindings
    assert bindings[layer("Input")].columns == ("image",)
    assert bindings[layer("Output")].columns == ("digit",)
    assert room.panel.summary.text() == "1,797 samples, 2 columns"


def test_a_source_that_was_opened_with_the_file_is_not_bound_anew(room):
    room.describe()
    assert room.document.project.data.bindings == {}


def test_a_file_is_chosen(room, monkeypatch, tmp_path):
    chosen = str(tmp_path / "people.csv")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (chosen, ""))
    pick(room.panel.chooser.combo, "CSV or TSV file…")
    assert room.document.project.data.source == DataSource("csv", chosen)
    assert room.panel.chooser.combo.currentText() == "people.csv"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    pick(room.panel.chooser.combo, "NumPy arrays, NPZ…")
    assert room.panel.chooser.combo.currentText() == "people.csv"


def test_a_folder_is_chosen(room, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    pick(room.panel.chooser.combo, "Folder of images…")
    source = room.document.project.data.source
    assert source == DataSource("images", str(tmp_path))


def test_a_set_of_keras_is_chosen_and_its_download_is_seen(room):
    combo = room.panel.chooser.combo
    tip = combo.itemData(combo.findText("Keras: MNIST"), Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("11 MB are downloaded once")
    pick(combo, "Keras: MNIST")
    assert room.document.project.data.source == DataSource("keras", "mnist")
    room.panel.show_progress("MNIST", 5_500_000, 11_000_000)
    assert room.panel.empty.text.text() == "Downloading MNIST: 5.5 of 11.0 MB"
    assert room.panel.empty.bar.value() == 500
    room.panel.show_trouble("There is no network.")
    assert room.panel.empty.text.text() == "There is no network."
    assert not room.panel.empty.bar.isVisible()


def test_a_program_is_run_only_after_a_yes(room, monkeypatch, tmp_path, qtbot):
    monkeypatch.setenv("KGRAPH_HOME", str(tmp_path / "home"))
    program = tmp_path / "made.py"
    program.write_text("def load(): ...")
    room.panel.take(program)
    (dialog,) = room.panel.findChildren(TrustDialog)
    assert "samples" in dialog.findChildren(type(room.panel.empty.text))[1].text()
    dialog.no.click()
    assert room.document.project.data.source is None
    qtbot.waitUntil(lambda: not room.panel.findChildren(TrustDialog))
    room.panel.take(program)
    (dialog,) = room.panel.findChildren(TrustDialog)
    dialog.accept()
    assert room.document.project.data.source == DataSource("python", str(program))
    room.document.undo()
    room.panel.take(program)  # once is enough
    assert room.document.project.data.source is not None


def test_it_leaves_room_in_a_small_window(room):
    room.describe()
    assert room.panel.minimumSizeHint().width() <= 348
    room.panel.resize(348, 160)
    assert not room.panel.summary.isVisible()
    room.panel.resize(900, 160)
    assert room.panel.summary.isVisible()


def test_what_cannot_be_read_is_said_and_a_program_can_be_looked_at(room):
    source = DataSource("python", "made.py")
    room.panel.sourcing.choose(source)
    assert not room.panel.empty.allow.isVisible()
    room.panel.show_trouble("made.py is a program.")
    assert room.panel.empty.text.text() == "made.py is a program."
    assert room.panel.empty.allow.isVisible()


def test_data_is_dropped_on_the_panel(room, tmp_path):
    path = tmp_path / "arrays.h5"
    path.write_bytes(b"")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    how = (Qt.DropAction.CopyAction, data, left, held)
    for event in (QDragEnterEvent(QPoint(9, 9), *how), QDropEvent(QPointF(9, 9), *how)):
        QApplication.sendEvent(room.panel, event)
        assert event.isAccepted()
    assert room.document.project.data.source == DataSource("hdf5", str(path))


def test_columns_are_bound_by_the_keyboard(room, layer, qtbot):
    room.describe()
    room.panel.open_binding_menu()  # nothing is selected: the current row is
    menu = QApplication.activePopupWidget()
    texts = {a.text(): a for a in menu.actions() if not a.isSeparator()}
    assert list(texts) == ["Input input", "New Input", "Output output", "New Output"]
    assert texts["Input input"].isEnabled()
    assert "8 × 8" in texts["Input input"].toolTip()
    texts["Input input"].trigger()
    menu.close()
    assert room.document.project.data.bindings[layer("Input")].columns == ("image",)
    assert room.document.undo_label == "Bind image to input"


def test_enter_opens_the_menu_at_the_current_column(room, qtbot):
    room.describe()
    tree = room.panel.columns.tree
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    texts = [action.text() for action in menu.actions()]
    menu.close()
    assert "New Input" in texts
    assert tree.chosen() == ("age",)


def test_a_menu_says_what_does_not_fit(room):
    room.describe()
    tree = room.panel.columns.tree
    tree.clearSelection()
    for row in (0, 1):
        tree.topLevelItem(row).setSelected(True)
    room.panel.open_binding_menu()
    menu = QApplication.activePopupWidget()
    action = next(a for a in menu.actions() if a.text() == "Input input")
    assert not action.isEnabled()
    assert "one shape" in action.toolTip()
    new = next(a for a in menu.actions() if a.text() == "New Input")
    asked = []
    room.panel.placing_wished.connect(lambda *a: asked.append(a))
    new.trigger()
    menu.close()
    assert asked == [("Input", ("image", "age"))]


def test_columns_say_where_they_go(room, layer):
    room.describe()
    x = layer("Input")
    room.document.edit(
        "x", lambda p: bind_columns(p, x, ("age",), room.panel.description)
    )
    item = room.panel.columns.tree.topLevelItem(1)
    assert [item.text(column) for column in range(5)] == [
        "age", "numbers", "0 to 99", "", "input",
    ]  # fmt: skip

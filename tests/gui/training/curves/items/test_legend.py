"""Names stand in their order, and in a menu where there is no room."""

from PySide6.QtWidgets import QToolButton

from kgraph.gui.theme import LIGHT
from kgraph.gui.training.curves.items.legend import Entry, Legend


def test_names_stand_in_their_order_whichever_came_first(qtbot):
    legend = Legend("Loss", LIGHT)
    qtbot.addWidget(legend)
    legend.resize(600, 40)
    legend.show()
    loss, rate = (Entry(id, id, LIGHT.text) for id in ("loss", "rate"))
    legend.show_entries([rate])
    legend.show_entries([loss, rate])
    qtbot.waitUntil(lambda: 0 < legend.button("loss").x() < legend.button("rate").x())


def test_names_without_room_stand_in_a_menu(qtbot):
    legend = Legend("Loss", LIGHT)
    qtbot.addWidget(legend)
    legend.resize(260, 40)
    legend.show()
    names = [f"a_long_name_{n}" for n in range(6)]
    legend.show_entries([Entry(id, id, LIGHT.text) for id in names])
    legend.allow_rows(2)
    hidden = [name for name in names if legend.button(name).isHidden()]
    assert hidden
    assert hidden == names[-len(hidden) :]
    row = legend.button(names[0]).sizeHint().height()
    assert legend.heightForWidth(260) <= 2 * row + 2
    more = next(b for b in legend.findChildren(QToolButton) if b.menu())
    assert more.text() == f"+{len(hidden)}"
    more.menu().aboutToShow.emit()
    with qtbot.waitSignal(legend.switched) as switched:
        more.menu().actions()[-1].trigger()
    assert switched.args == [names[-1], False]
    legend.allow_rows(9)
    assert not any(legend.button(name).isHidden() for name in names)
    assert more.isHidden()

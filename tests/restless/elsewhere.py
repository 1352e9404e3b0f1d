"""Steps beside the canvas: inspector, history, tabs, theme, and what the engine says."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QToolButton

from restless.hand import LEFT, NONE, Hand, pick

Key = Qt.Key
TEXTS = ("8", "0.5", "valid", "", "-1", "(3, 3)", "dense_7", "none", "a & b", "1e3")


def visible(page, kind):
    return [w for w in page.findChildren(kind) if w.isVisible() and w.isEnabled()]


def type_a_parameter(hand: Hand, i: int, j: int, k: int) -> str | None:
    lines = visible(hand.window.panels.inspector.page, QLineEdit)
    line = pick([x for x in lines if not x.isReadOnly()], i)
    if line is None:
        return None
    text = pick(TEXTS, j)
    name = line.accessibleName() or line.objectName()
    if k % 4 == 3:  # and forgets to say that this is all
        line.setFocus()
        line.selectAll()
        hand.write(text)
        return f"type {text!r} as {name} and leave it"
    hand.enter(line, text)
    return f"type {text!r} as {name}"


def choose_a_parameter(hand: Hand, i: int, j: int, k: int) -> str | None:
    combo = pick(visible(hand.window.panels.inspector.page, QComboBox), i)
    if combo is None or not combo.count() or not hand.canvas.selected():
        return None
    combo.setFocus()
    combo.setCurrentIndex(j % combo.count())
    combo.activated.emit(combo.currentIndex())
    QApplication.processEvents()
    return f"choose {combo.currentText()!r}"


def press_in_inspector(hand: Hand, i: int, j: int, k: int) -> str | None:
    page = hand.window.panels.inspector.page
    buttons = visible(page, QToolButton)
    resets = [b for b in buttons if b.objectName().startswith("reset")]
    button = pick([*visible(page, QCheckBox), *resets], i)
    if button is None:
        return None
    QTest.mouseClick(button, LEFT)
    QApplication.processEvents()
    return f"press {button.objectName() or button.text()!r} in the inspector"


def go_through_history(hand: Hand, i: int, j: int, k: int) -> str | None:
    panel = hand.window.panels.history
    hand.window.docks.history.raise_()
    index = panel.model().index(i % panel.model().rowCount())
    panel.scrollTo(index)
    QApplication.processEvents()
    QTest.mouseClick(panel.viewport(), LEFT, NONE, panel.visualRect(index).center())
    QApplication.processEvents()
    return f"click step {index.row()} of the history"


def click_tab(hand: Hand, i: int, j: int, k: int) -> str | None:
    tabs = hand.window.panels.tabs.tabs
    if not tabs.isVisible():
        return None
    number = i % tabs.count()
    point = tabs.tabRect(number).center()
    button = Qt.MouseButton.MiddleButton if k % 4 == 3 else LEFT
    QTest.mouseClick(tabs, button, NONE, point)
    if k % 4 == 2:  # a name is asked for
        QTest.mouseDClick(tabs, LEFT, NONE, point)
    QApplication.processEvents()
    return f"click tab {number}, {('', '', 'twice', 'to close')[k % 4]}"


def click_breadcrumb(hand: Hand, i: int, j: int, k: int) -> str | None:
    crumbs = hand.window.panels.tabs.crumbs
    step = pick(crumbs.steps, i)
    if step is None or not crumbs.isVisible():
        return None
    QTest.mouseClick(step, LEFT)
    QApplication.processEvents()
    return f"click step {i % len(crumbs.steps)} of the way"


def click_problem(hand: Hand, i: int, j: int, k: int) -> str | None:
    panel = hand.window.panels.problems
    item = pick(panel._items, i)
    if item is None:
        return None
    hand.window.docks.problems.raise_()
    panel._list.scrollToItem(item)
    QApplication.processEvents()
    point, words = panel._list.visualItemRect(item).center(), item.text(1)
    QTest.mouseClick(panel._list.viewport(), LEFT, NONE, point)
    QApplication.processEvents()
    return f"click problem {words!r}"


def change_theme(hand: Hand, i: int, j: int, k: int) -> str | None:
    name = ("theme_light", "theme_dark")[i % 2]
    hand.do(name)
    return name


def change_looks(hand: Hand, i: int, j: int, k: int) -> str | None:
    name = ("heat_map", "minimap")[i % 2]
    hand.do(name)
    return name


def focus_elsewhere(hand: Hand, i: int, j: int, k: int) -> str | None:
    panels = hand.window.panels
    pick((panels.palette, panels.inspector, panels.history, panels.code), i).setFocus()
    QApplication.processEvents()
    hand.key(pick((Key.Key_Delete, Key.Key_Tab, Key.Key_A, Key.Key_Escape), j))
    return "press a key elsewhere"


def hear_the_engine(hand: Hand, i: int, j: int, k: int) -> str | None:
    hand.engine.wake(hand.window.engine, i % 5)
    return f"the engine answers in mood {i % 5}"

"""Opens a window as `kgraph FILE` does, and tells what stands where; does nothing.

Reads questions from standard input, one JSON list a line: a name and its arguments.
Every point and area is in pixels of the screen.
"""

import json
import sys

from PySide6.QtCore import QRect, QSocketNotifier
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QTabBar,
    QToolButton,
    QTreeWidget,
    QWidget,
)
from shiboken6 import getCppPointer

from kgraph.gui import app
from kgraph.gui.window import MainWindow


def the_window():
    windows = QApplication.topLevelWidgets()
    return next((w for w in windows if isinstance(w, MainWindow)), None)


def canvas():
    return the_window().panels.canvas


def is_ready():
    window = the_window()
    return window is not None and window.isActiveWindow() and window._is_painted


def nodes():
    """What was drawn: each node's id, layer, type, config and where it gets from."""
    graph = the_window().document.graph
    return {
        id: {
            "layer": node.layer,
            "name": graph.layer_of(id).name,
            "type": graph.layer_of(id).type,
            "config": dict(graph.layer_of(id).config),
            "sources": [s.node for got in node.inputs.values() for s in got],
        }
        for id, node in graph.nodes.items()
    }


def selected():
    return canvas().selected()


def bindings():
    found = the_window().document.project.data.bindings
    return {layer: list(binding.columns) for layer, binding in found.items()}


def training():
    training = the_window().document.project.training
    return {
        "optimizer": training.optimizer,
        "epochs": training.epochs,
        "batch_size": training.batch_size,
    }


def source():
    found = the_window().document.project.data.source
    return found.name if found else None


def is_data_read():
    return _panel("inspector")._known.description is not None


def run_state():
    return the_window().session.state.value


def is_modified():
    return the_window().document.is_modified


def problems():
    return [p.sentence for p in the_window().analyst.analysis.problems]


def notice():
    notice = the_window().panels.notice
    return notice.text if notice.isVisible() else ""


def story():
    """All that helps to understand why something was not seen."""
    focus = QApplication.focusWidget()
    return {
        "nodes": nodes(),
        "selected": selected(),
        "bindings": bindings(),
        "problems": problems(),
        "notice": notice(),
        "focus": focused(),
        "focus is": repr(focus),
        "run": run_state(),
    }


def take_picture(path):
    the_window().screen().grabWindow(0).save(path)


def canvas_area():
    viewport = canvas().viewer.viewport()
    return _area(viewport, viewport.rect())


def node(id):
    """The point at which a node can be pressed."""
    item = canvas().sync.nodes[id]
    return _on_canvas(item.mapToScene(item.card_rect().center()))


def node_area(id):
    item = canvas().sync.nodes[id]
    rect = item.sceneBoundingRect()
    viewer = canvas().viewer
    return _area(viewer.viewport(), viewer.mapFromScene(rect).boundingRect())


def output(id):
    return _on_canvas(canvas().sync.nodes[id].outputs[0].scenePos())


def input(id):
    """The point of the port at which the next edge would end."""
    return _on_canvas(canvas().sync.nodes[id].free_input().scenePos())


def focused():
    """The name of what has the focus."""
    widget = QApplication.focusWidget()
    if widget is None:
        return ""
    if widget is canvas().viewer:
        return "canvas"
    text = widget.text().strip() if isinstance(widget, QAbstractButton) else ""
    name = widget.accessibleName() or text or widget.objectName()
    return name or type(widget).__name__


def focus():
    """What has the focus, as a number."""
    widget = QApplication.focusWidget()
    return getCppPointer(widget)[0] if widget else 0


def is_focus_in(panel):
    widget = QApplication.focusWidget()
    return widget is not None and _panel(panel).isAncestorOf(widget)


def is_focus_at(panel, name, kind="QWidget"):
    widget = QApplication.focusWidget()
    return is_focus_in(panel) and name in _names(widget) and widget.inherits(kind)


def is_find_open():
    """Whether what is typed is sought, and replaces what was sought last."""
    field = the_window().panels.find_bar.field
    return field.hasFocus() and field.selectedText() == field.text()


def find_text():
    return the_window().panels.find_bar.field.text()


def panel_area(panel):
    """Where a panel is; None while it is not seen."""
    widget = _panel(panel)
    is_seen = widget.isVisible() and not widget.visibleRegion().isEmpty()
    return _area(widget, widget.rect()) if is_seen else None


def widget(panel, name, kind="QWidget"):
    """Where the widget of a name is in a panel, even if it is scrolled away."""
    found = _widget(panel, name, kind)
    return _area(found, found.rect()) if found else None


def is_widget_seen(panel, name, kind="QWidget"):
    found = _widget(panel, name, kind)
    return found is not None and _is_seen(found, found.rect())


def text_of(panel, name):
    """What is written in the field of a name."""
    fields = _panel(panel).findChildren(QLineEdit)
    named = (f for f in fields if f.isVisible() and name in _names(f))
    return next((f.text() for f in named), None)


def palette_row(name):
    """Where a layer of the palette is; None while its category is closed."""
    tree = _panel("palette").findChild(QTreeWidget)
    return _row(tree, lambda i: i.parent().isValid() and i.data() == name)


def palette_category(name):
    """Where the arrow is that opens a category of the palette."""
    tree = _panel("palette").findChild(QTreeWidget)
    row = _row(tree, lambda i: not i.parent().isValid() and i.data() == name)
    x, y, _, height = row
    return [x - tree.indentation(), y, tree.indentation(), height]


def is_category_open(name):
    tree = _panel("palette").findChild(QTreeWidget)
    tops = (tree.topLevelItem(row) for row in range(tree.topLevelItemCount()))
    return next(top.isExpanded() for top in tops if top.text(0) == name)


def palette_list():
    viewport = _panel("palette").findChild(QTreeWidget).viewport()
    return _area(viewport, viewport.rect())


def column_row(name):
    """Where the check box of a column is in the inspector, and whether it is checked."""
    view = _widget("inspector", "columns")
    if view is None or not view.isVisible():
        return None
    for row in range(view.count()):
        item = view.item(row)
        if item.text() == name:
            rect = view.visualItemRect(item)
            box = QRect(rect.left(), rect.top(), rect.height(), rect.height())
            is_seen = _is_seen(view.viewport(), box)
            return [_area(view.viewport(), box), item.checkState().value > 0, is_seen]
    return None


def data_column(name):
    """Where the name of a column is in the Data panel."""
    tree = _panel("data").columns.tree
    if not tree.isVisible():
        return None
    return _row(tree, lambda index: index.data() == name)


def current_column():
    view = _widget("inspector", "columns")
    item = view.currentItem() if view else None
    return item.text() if item else ""


def is_column_first():
    view = _widget("inspector", "columns")
    return view is not None and view.currentRow() == 0


def popup_rows():
    """The rows of the popup on the canvas, and where each is; empty while closed."""
    popup = canvas().popup
    if not popup.isVisible():
        return []
    view = popup.list
    return [
        [row.title, row.detail, _area(view.viewport(), view.visualItemRect(item))]
        for row, item in zip(
            popup.rows(), map(view.item, range(view.count())), strict=True
        )
    ]


def popup_list():
    view = canvas().popup.list
    return _area(view.viewport(), view.viewport().rect())


def popup_text():
    return canvas().popup.field.text()


def popup_row():
    """The row of the popup that Enter would choose."""
    popup = canvas().popup
    row = popup.list.currentRow()
    return popup.rows()[row].title if popup.isVisible() and row >= 0 else ""


def menu_entry(text):
    """Where an entry of an open menu is."""
    menus = (w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu))
    for menu in menus:
        for action in menu.actions() if menu.isVisible() else ():
            if action.text().replace("&", "").startswith(text) and action.isEnabled():
                return _area(menu, menu.actionGeometry(action))
    return None


def combo_entry(text):
    """Where an entry of an open combo box is, and where the list is."""
    for view in _open_lists():
        for row in range(view.model().rowCount()):
            index = view.model().index(row, 0)
            if index.data() == text:
                whole = _area(view.viewport(), view.viewport().rect())
                return [_area(view.viewport(), view.visualRect(index)), whole]
    return None


def combo_row():
    """The entry of an open combo box that Enter would choose."""
    return next((str(view.currentIndex().data()) for view in _open_lists()), "")


def is_combo_at_top():
    return any(view.currentIndex().row() == 0 for view in _open_lists())


def menu_row():
    """The entry of an open menu that Enter would choose."""
    menu = QApplication.activePopupWidget()
    action = menu.activeAction() if isinstance(menu, QMenu) else None
    return action.text().replace("&", "") if action else ""


def tool(text):
    """Where a button of the tool bar is."""
    found = the_window().findChildren(QToolButton)
    buttons = (b for b in found if b.isVisible() and b.text() == text)
    button = next(buttons, None)
    return _area(button, button.rect()) if button else None


def tab(text):
    """Where the tab of a panel is."""
    for bar in the_window().findChildren(QTabBar):
        for index in range(bar.count()) if bar.isVisible() else ():
            if bar.tabText(index) == text:
                return _area(bar, bar.tabRect(index))
    return None


def _open_lists():
    return [
        combo.view()
        for combo in the_window().findChildren(QComboBox)
        if combo.view().isVisible()
        and combo.view().window().isVisible()
        and combo.view().window() is not the_window()
    ]


def _panel(name):
    return getattr(the_window().panels, name)


def _widget(panel, name, kind="QWidget"):
    """The widget that a person knows by a name or a text."""
    found = [w for w in _panel(panel).findChildren(QWidget) if w.isVisible()]
    named = (w for w in found if name in _names(w) and w.inherits(kind))
    return next(named, None)


def _names(widget):
    text = widget.text().strip() if isinstance(widget, QAbstractButton) else ""
    return {widget.accessibleName(), widget.objectName(), text}


def _is_seen(widget, rect):
    return widget.visibleRegion().contains(rect.center())


def _row(tree, condition):
    index = next(filter(condition, _indexes(tree)), None)
    rect = tree.visualRect(index) if index else QRect()
    return _area(tree.viewport(), rect) if not rect.isEmpty() else None


def _indexes(view):
    index = view.model().index(0, 0)
    while index.isValid():
        yield index
        index = _below(view.model(), index)


def _below(model, index):
    inner = model.index(0, 0, index)
    if inner.isValid():
        return inner
    while index.isValid():
        after = index.siblingAtRow(index.row() + 1)
        if after.isValid():
            return after
        index = index.parent()
    return index


def _on_canvas(point):
    viewer = canvas().viewer
    at = viewer.viewport().mapToGlobal(viewer.mapFromScene(point))
    return [at.x(), at.y()]


def _area(widget, rect):
    corner = widget.mapToGlobal(rect.topLeft())
    return [corner.x(), corner.y(), rect.width(), rect.height()]


def answer(line):
    name, *arguments = json.loads(line)
    try:
        return {"answer": globals()[name](*arguments)}
    except Exception as error:  # the test tells of it
        return {"error": repr(error)}


def look():
    line = sys.stdin.readline()
    if line:
        print(json.dumps(answer(line)), flush=True)
    else:
        notifier.setEnabled(False)


app.make_application()
notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
notifier.activated.connect(look)
sys.exit(app.run(sys.argv[1]))

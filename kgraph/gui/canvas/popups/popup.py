"""A small question at the cursor: type, choose with the arrows, Enter answers."""

from collections.abc import Callable
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kgraph.gui.canvas.popups.popup_row import HEIGHT, ROW, Row, RowDelegate
from kgraph.gui.canvas.style import Style
from kgraph.gui.list_keys import ListKeys
from kgraph.gui.look.glyphs import mark

WIDTH = 420
ROWS = 9
MARGIN = 6
SPACING = 4
OFFSET = 16  # of the corner from the cursor, which is then over the field
MOST_LETTERS = 200


class Question(NamedTuple):
    """What a popup is opened with.

    Attributes:
        prompt: Shown in the empty field.
        find: Returns the rows for what was typed.
        answer: Called with the row that was chosen, after the popup has gone.
    """

    prompt: str
    find: Callable[[str], list[Row]]
    answer: Callable[[Row], None]


class Popup(QFrame):
    """Lies over the canvas, blocks nothing, and goes when the focus leaves it."""

    def __init__(self, canvas: QWidget, style: Style) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._question: Question | None = None
        self.setObjectName("popup")
        self.field = QLineEdit(maxLength=MOST_LETTERS)
        self.hint = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self.hint.setObjectName("popupHint")
        self._delegate = RowDelegate(self)
        self.list = self._make_list()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(SPACING)
        for widget in (self.field, self.hint, self.list):
            layout.addWidget(widget)
        self.field.textChanged.connect(self._search)
        keys = ListKeys(self.field, self.list, ROWS)
        keys.entered.connect(self._choose)
        keys.given_up.connect(self._leave)
        keys.focus_lost.connect(self.hide)
        self.list.itemClicked.connect(self._choose)
        self.list.currentRowChanged.connect(self._show_hint)
        self.restyle(style)
        self.hide()

    def restyle(self, style: Style) -> None:
        """Takes another theme."""
        self._style = style
        theme = self._delegate.theme = style.theme
        self.setStyleSheet(
            f"#popup {{ background: {theme.surface.name()};"
            f" border: 1px solid {theme.border.name()}; border-radius: 8px; }}"
            f" #popupHint {{ color: {theme.muted.name()}; padding: 0 4px 2px 4px; }}"
            " QListWidget { background: transparent; border: none; outline: none; }"
        )

    def open_at(self, point: QPoint, question: Question) -> None:
        """Opens at a point of the canvas."""
        self._open(question)
        self.move(self._inside(point - QPoint(OFFSET, OFFSET)))

    def open_beside(self, area: QRect, question: Question) -> None:
        """Opens beside a part of the canvas, on a side where there is room."""
        self._open(question)
        places = (
            area.bottomLeft() + QPoint(0, SPACING),
            area.topRight() + QPoint(SPACING, 0),
            area.topLeft() - QPoint(self.width() + SPACING, 0),
            area.topLeft() - QPoint(0, self.height() + SPACING),
        )
        inside = [self._inside(place) for place in places]
        free = (p for p in inside if not area.intersects(QRect(p, self.size())))
        self.move(next(free, inside[0]))

    def _open(self, question: Question) -> None:
        self._question = question
        self.field.setPlaceholderText(question.prompt)
        self.field.setAccessibleName(question.prompt)
        self.field.clear()
        self._search("")
        self.show()
        self.raise_()
        self.field.setFocus()

    def _inside(self, corner: QPoint) -> QPoint:
        """Returns the nearest place at which nothing of it is outside the canvas."""
        space = self._canvas.size() - self.size()
        return QPoint(
            max(0, min(corner.x(), space.width())),
            max(0, min(corner.y(), space.height())),
        )

    def rows(self) -> list[Row]:
        """Returns what is offered, from the top."""
        return [self.list.item(i).data(ROW) for i in range(self.list.count())]

    def _make_list(self) -> QListWidget:
        view = QListWidget()
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setUniformItemSizes(True)
        view.setItemDelegate(self._delegate)
        return view

    def _search(self, text: str) -> None:
        rows = self._question.find(text) if self._question else []
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(self._icon(row.category), row.title)
            item.setData(ROW, row)
            said = (row.title, row.detail, row.note, row.problem)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, " ".join(filter(None, said))
            )
            item.setToolTip(row.problem or row.tip)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._show_hint()

    def _show_hint(self, *_: object) -> None:
        item = self.list.currentItem()
        text = self._hint_of(item.data(ROW)) if item else ""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))
        width = min(WIDTH, self._canvas.width())
        inside = width - 2 * MARGIN
        rows = min(max(self.list.count(), 1), ROWS)
        height = self.field.sizeHint().height() + rows * HEIGHT + 2 * (MARGIN + SPACING)
        if text:
            height += self.hint.heightForWidth(inside) + SPACING
        self.setFixedSize(width, height)

    def _hint_of(self, row: Row) -> str:
        """Returns the hint, and what is wrong in full: the row may be too short."""
        color = self._style.theme.error.name()
        problem = f"<span style='color: {color}'>{escape(row.problem)}</span>"
        return "<br>".join(filter(None, (row.hint, problem if row.problem else "")))

    def _icon(self, category: str) -> QIcon:
        return mark(category, self._style.tint(category).color)

    def _choose(self, _: QListWidgetItem | None = None) -> None:
        item = self.list.currentItem()
        row = item.data(ROW) if item else None
        if row is not None and not row.problem and self._question is not None:
            self._leave()
            self._question.answer(row)

    def _leave(self) -> None:
        self.hide()
        self._canvas.setFocus()

"""Which curve is which: a row of names that switch their curves on and off."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QWidget

from kgraph.gui.look.tips import plain_tip
from kgraph.gui.theme import Theme
from kgraph.gui.training.curves.items.flow import Flow, count_rows

SPOT = QSize(18, 10)
APART = 2  # pixels between names


class Entry(NamedTuple):
    """One name of the legend.

    Attributes:
        id: What is switched by it.
        text: What is read.
        is_ring: Whether its points are rings: of validation.
        dash: How its line is drawn, if that tells it from others; else only its point.
    """

    id: str
    text: str
    color: QColor
    is_on: bool = True
    is_ring: bool = False
    dash: Qt.PenStyle | None = None


class Legend(QWidget):
    """A title and the names, in as many rows as they need and may have."""

    switched = Signal(str, bool)
    """Id of an entry, and whether it is on now."""

    def __init__(self, title: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._entries: list[Entry] = []
        self._title = QLabel(title)
        self._title.setProperty("role", "title")
        self._most_rows = 2
        self._more = QToolButton(self, visible=False)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setToolTip("Names that have no room here")
        self._menu = QMenu(self._more)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._more.setMenu(self._menu)
        self._flow = Flow(self, apart=APART)
        self._flow.addWidget(self._title)
        self._buttons: dict[str, QToolButton] = {}
        self.set_theme(theme)

    @property
    def texts(self) -> list[str]:
        """The names that are read, from left to right."""
        return [entry.text for entry in self._entries]

    @property
    def title(self) -> str:
        """What stands before the names."""
        return self._title.text()

    @title.setter
    def title(self, text: str) -> None:
        if text != self._title.text():
            self._title.setText(text)

    def button(self, id: str) -> QToolButton:
        """Returns what switches an entry."""
        return self._buttons[id]

    def allow_rows(self, most: int) -> None:
        """Takes no more rows than these; names without room stand in a menu."""
        if most != self._most_rows:
            self._most_rows = most
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows the names that have room now."""
        super().resizeEvent(event)
        self._fit()

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Takes the entries, in order."""
        entries = list(entries)
        if entries == self._entries:
            return
        self._entries = entries
        kept = {entry.id for entry in entries}
        for id in [id for id in self._buttons if id not in kept]:
            button = self._buttons.pop(id)
            self._flow.removeWidget(button)
            button.deleteLater()
        for entry in entries:
            if entry.id not in self._buttons:
                self._buttons[entry.id] = self._make(entry.id)
            self._dress(self._buttons[entry.id], entry)
        self._arrange([entry.id for entry in entries])
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        """Colours it anew; entries bring colours of their own."""
        self._theme = theme
        self.setStyleSheet(
            "QToolButton, QToolButton:checked { background: transparent;"
            f" padding: 1px 4px; color: {theme.muted.name()}; }}"
            f"QToolButton:checked {{ color: {theme.text.name()}; }}"
            f"QToolButton:hover {{ background: {theme.raised.name()}; }}"
            "QToolButton::menu-indicator { image: none; }"
        )

    def _arrange(self, ids: list[str]) -> None:
        """Puts the buttons into the order of their entries."""
        self._buttons = {id: self._buttons[id] for id in ids}
        for button in (*self._buttons.values(), self._more):
            self._flow.removeWidget(button)
            self._flow.addWidget(button)

    def _fit(self) -> None:
        """Hides the last names where there are more rows than there may be."""
        buttons = list(self._buttons.values())
        widths = [part.sizeHint().width() for part in (self._title, *buttons)]
        self._more.setText(f"+{len(buttons)}")
        last, count = self._more.sizeHint().width(), len(buttons)
        while count and self._is_too_long(widths[: count + 1], last, count):
            count -= 1
        for place, button in enumerate(buttons):
            button.setVisible(place < count)
        self._more.setText(f"+{len(buttons) - count}")
        self._more.setVisible(count < len(buttons))

    def _is_too_long(self, widths: list[int], last: int, count: int) -> bool:
        widths = widths if count == len(self._buttons) else [*widths, last]
        return count_rows(widths, self.width(), APART) > self._most_rows

    def _fill_menu(self) -> None:
        self._menu.clear()
        for entry in self._entries:
            if self._buttons[entry.id].isHidden():
                self._add_action(entry)

    def _add_action(self, entry: Entry) -> None:
        action = self._menu.addAction(entry.text.replace("&", "&&"))
        action.setIcon(self._buttons[entry.id].icon())
        action.setCheckable(True)
        action.setChecked(entry.is_on)
        action.triggered.connect(
            lambda *_: self.switched.emit(entry.id, action.isChecked())
        )

    def _make(self, id: str) -> QToolButton:
        button = QToolButton(checkable=True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(SPOT)
        button.clicked.connect(lambda: self.switched.emit(id, button.isChecked()))
        self._flow.addWidget(button)
        return button

    def _dress(self, button: QToolButton, entry: Entry) -> None:
        button.setText(entry.text.replace("&", "&&"))
        button.setChecked(entry.is_on)
        verb = "Hide" if entry.is_on else "Show"
        button.setToolTip(plain_tip(f"{verb} {entry.text}"))
        button.setIcon(QIcon(_spot(entry, self._theme)))


def _spot(entry: Entry, theme: Theme) -> QPixmap:
    scale = 2
    picture = QPixmap(SPOT * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(1.0 if entry.is_on else 0.35)
    draw_spot(painter, QRectF(0, 0, SPOT.width(), SPOT.height()), entry, theme)
    painter.end()
    return picture


def draw_spot(painter: QPainter, area: QRectF, entry: Entry, theme: Theme) -> None:
    """Draws a short piece of a curve with a point of it."""
    middle = area.center()
    if entry.dash is not None:
        painter.setPen(QPen(entry.color, 1.5, entry.dash))
        reach = QPointF(area.width() / 2, 0)
        painter.drawLine(middle - reach, middle + reach)
    painter.setPen(QPen(entry.color, 1.5))
    painter.setBrush(theme.surface if entry.is_ring else entry.color)
    painter.drawEllipse(middle, 3.0, 3.0)

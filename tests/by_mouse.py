"""A person who draws with the mouse alone: no key is ever pressed."""

from dataclasses import dataclass
from typing import Any

from real_display import RealWindow

LEFT, RIGHT, UP, DOWN = 1, 3, 4, 5  # X's buttons; the wheel turns by buttons, too
STEPS = 6  # of a mouse that is dragged
BUTTON = 8  # pixels from the edge of a field to the middle of its arrows
BAR = 6  # pixels from the edge of a panel to the middle of its scroll bar

Point = list[int]
Area = list[int]


@dataclass
class Mouse:
    """Moves, presses, drags and turns the wheel in a window."""

    window: RealWindow

    # The hand

    def click(self, area: Area, button: int = LEFT, times: int = 1) -> None:
        x, y = middle(area)
        turns = ("--repeat", times, "--delay", 60) if times > 1 else ()
        self.window.act("mousemove", x, y, "click", *turns, button)

    def double_click(self, area: Area) -> None:
        self.click(area, times=2)

    def drag(self, start: Area, end: Area) -> None:
        (x, y), (to_x, to_y) = middle(start), middle(end)
        self.window.act("mousemove", x, y, "mousedown", LEFT)
        for step in range(1, STEPS + 1):
            at_x, at_y = x + (to_x - x) * step // STEPS, y + (to_y - y) * step // STEPS
            self.window.act("mousemove", at_x, at_y)
            self.window.ask("is_ready")  # it has heard of the move
        self.window.act("mouseup", LEFT)

    def turn(self, area: Area, notches: int) -> None:
        """Turns the wheel, down where the number of notches is positive."""
        x, y = middle(area)
        button = DOWN if notches > 0 else UP
        turns = ("--repeat", abs(notches), "--delay", 8)
        self.window.act("mousemove", x, y, "click", *turns, button)

    # The palette and the canvas

    def open_category(self, name: str) -> None:
        if not self.window.ask("is_category_open", name):
            self.click(self._bring_row(name, "palette_category"))
            self.window.see(
                lambda: self.window.ask("is_category_open", name), f"{name} open"
            )

    def drop(self, type: str, category: str, at: Point) -> str:
        """Drags a layer from the palette to the canvas; returns the new node."""
        self.open_category(category)
        row = self._bring_row(type)
        return self._placed(lambda: self.drag(row, at), type)

    def add(self, type: str, category: str) -> str:
        """Double-clicks a layer of the palette; returns the new node."""
        self.open_category(category)
        row = self._bring_row(type)
        return self._placed(lambda: self.double_click(row), type)

    def choose_from_search(self, type: str, at: Point) -> str:
        """Double-clicks the canvas and clicks in the list; returns the new node."""
        self.double_click(at)
        return self._placed(lambda: self.pick_row(type), type)

    def pick_row(self, title: str) -> None:
        """Clicks a row of the popup on the canvas."""
        self.window.see(lambda: self.window.ask("popup_rows"), "the search")
        whole = self.window.at_rest("popup_list")
        self.click(self._bring(lambda: self._row(title), whole, whole))

    def select(self, node: str) -> None:
        self.click(self.window.at_rest("node", node))
        self.window.see(lambda: self.window.ask("selected") == [node], f"{node} chosen")

    def select_nothing(self) -> None:
        x, y, _, height = self.window.ask("canvas_area")
        self.click([x + 10, y + height - 10])
        self.window.see(lambda: not self.window.ask("selected"), "nothing chosen")

    def draw_edge(self, source: str, target: str) -> None:
        ends = (
            self.window.at_rest("output", source),
            self.window.at_rest("input", target),
        )
        before = self.window.ask("nodes")[target]["sources"]
        self.drag(*ends)
        self.window.see(
            lambda: self.window.ask("nodes")[target]["sources"] == [*before, source],
            f"an edge from {source} to {target}",
        )

    def surround(self, nodes: list[str]) -> None:
        """Draws a rubber band around nodes."""
        areas = [self.window.at_rest("node_area", node) for node in nodes]
        left, top = (min(area[axis] for area in areas) - 6 for axis in (0, 1))
        right = max(x + width for x, _, width, _ in areas) + 6
        bottom = max(y + height for _, y, _, height in areas) + 6
        self.drag([left, top], [right, bottom])
        self.window.see(
            lambda: set(self.window.ask("selected")) == set(nodes), f"{nodes} chosen"
        )

    def move(self, node: str, dx: int, dy: int = 0) -> None:
        """Drags a node, and what is selected with it."""
        x, y = self.window.at_rest("node", node)
        self.drag([x, y], [x + dx, y + dy])
        self.window.see(lambda: self.window.ask("node", node) != [x, y], "it moved")

    def pick_for(self, node: str, entry: str) -> None:
        """Picks an entry of the menu that a node has."""
        self.click(self.window.at_rest("node", node), RIGHT)
        self.click(self.window.at_rest("menu_entry", entry))

    def share(self, node: str) -> list[str]:
        """Shares the layers of what is selected; returns the new nodes."""
        before = self.window.ask("nodes")
        self.pick_for(node, "Share Layer")
        return self.window.see(
            lambda: [id for id in self.window.ask("nodes") if id not in before],
            "shared layers",
        )

    def run(self, text: str) -> None:
        """Clicks a command of the tool bar."""
        self.click(self.window.at_rest("tool", text))

    # The inspector

    def give(self, name: str, value: float) -> None:
        """Brings a number to a value: with its arrow, then with the wheel."""
        field = self.bring_widget(name, "QAbstractSpinBox")
        shown = self._shown(name)
        if shown == value:
            return
        is_up = shown is None or shown < value
        x, y, width, height = field
        half = height // 4 if is_up else 3 * height // 4
        self.click([x + width - BUTTON, y + half])
        self.window.see(lambda: self._shown(name) != shown, f"a step of {name}")
        while (now := self._shown(name)) != value:
            field = self.bring_widget(name, "QAbstractSpinBox")
            near = round(self._steps_between(now, value))
            self.turn(field, -near)
            self.window.see(
                lambda before=now: self._shown(name) != before, f"more {name}"
            )
            self.window.at_rest("text_of", "inspector", name)

    def choose(self, name: str, entry: str) -> None:
        """Picks an entry of a combo box."""
        self.click(self.bring_widget(name, "QComboBox"))
        self.pick_entry(entry)

    def pick_entry(self, entry: str) -> None:
        """Clicks an entry of the combo box that is open."""
        self.window.see(lambda: self.window.ask("combo_entry", entry), entry)

        def row() -> tuple[Area, bool]:
            area, whole = self.window.at_rest("combo_entry", entry)
            return area, is_inside(area, whole)

        _, whole = self.window.at_rest("combo_entry", entry)
        self.click(self._bring(row, whole, whole))
        self.window.see(lambda: not self.window.ask("combo_entry", entry), "it closed")

    def choose_data(self, title: str) -> None:
        """Picks where the samples come from, and waits until they are read."""
        self.click(self.window.at_rest("tab", "Data"))
        self.click(self.window.at_rest("widget", "data", "Data source", "QComboBox"))
        self.pick_entry(title)
        self.window.see(lambda: self.window.ask("is_data_read"), f"{title} read")

    def drag_column(self, column: str, end: Area) -> None:
        """Drags a column from the Data panel to a place on the canvas."""
        row = self.window.at_rest("data_column", column)
        self.drag([row[0], row[1], 60, row[3]], end)

    def check(self, column: str) -> None:
        self.bring_widget("columns")
        self.window.see(lambda: self.window.ask("column_row", column), column)

        def row() -> tuple[Area, bool]:
            area, _, is_seen = self.window.at_rest("column_row", column)
            return area, is_seen

        self.click(self._bring(row, self.bring_widget("columns")))
        self.window.see(lambda: self.window.ask("column_row", column)[1], column)

    def press_button(self, name: str) -> None:
        """Clicks a button of the inspector."""
        self.click(self.bring_widget(name))

    def add_object(self, adder: str, entry: str) -> None:
        """Picks an entry of the menu of a button of the inspector."""
        self.press_button(adder)
        self.click(self.window.at_rest("menu_entry", entry))

    def bring_widget(self, name: str, kind: str = "QWidget") -> Area:
        """Scrolls the inspector until a widget is seen; returns where it is."""
        which = ("inspector", name, kind)
        self.window.see(lambda: self.window.ask("widget", *which), name)

        def place() -> tuple[Area, bool]:
            area = self.window.at_rest("widget", *which)
            return area, self.window.ask("is_widget_seen", *which)

        x, y, width, height = self.window.ask("panel_area", "inspector")
        bar = [x + width - BAR, y, 0, height]
        return self._bring(place, bar, [x, y, width, height])

    def _shown(self, name: str) -> float | None:
        text = self.window.ask("text_of", "inspector", name)
        return float(text.partition(",")[0]) if text else None

    def _steps_between(self, now: float, value: float) -> float:
        if isinstance(value, int):
            return value - now
        return 1 if value > now else -1

    def _row(self, title: str) -> tuple[Area, bool]:
        whole = self.window.ask("popup_list")
        rows = self.window.at_rest("popup_rows")
        area = next(area for name, _, area in rows if name == title)
        return area, is_inside(area, whole)

    def _bring_row(self, name: str, kind: str = "palette_row") -> Area:
        whole = self.window.ask("palette_list")

        def row() -> tuple[Area, bool]:
            area = self.window.at_rest(kind, name)
            return area, is_inside(area, whole)

        return self._bring(row, whole, whole)

    def _bring(self, place: Any, handle: Area, whole: Area | None = None) -> Area:
        """Turns the wheel over a handle until a place is seen; returns where it is."""
        for _ in range(60):
            area, is_seen = place()
            if is_seen:
                return area
            is_below = middle(area)[1] > middle(whole or handle)[1]
            self.turn(handle, 1 if is_below else -1)
        raise AssertionError(f"It cannot be scrolled to: {area}")

    def _placed(self, act: Any, type: str) -> str:
        before = self.window.ask("nodes")
        act()
        new = self.window.see(
            lambda: [id for id in self.window.ask("nodes") if id not in before], type
        )
        assert self.window.ask("nodes")[new[0]]["type"] == type
        return new[0]


def middle(area: Area) -> Point:
    x, y, width, height = (*area, 0, 0)[:4]
    return [x + width // 2, y + height // 2]


def is_inside(area: Area, whole: Area) -> bool:
    x, y = middle(area)
    left, top, width, height = whole
    return left <= x < left + width and top <= y < top + height and area[3] > 0

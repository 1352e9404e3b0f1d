"""A person who draws with the keyboard alone: the mouse is never touched."""

from dataclasses import dataclass
from typing import Any

from real_display import RealWindow

MOST = 60  # presses of one key until what is wanted is given up


@dataclass
class Keyboard:
    """Presses keys and types in a window."""

    window: RealWindow

    def press(self, *keys: str) -> None:
        self.window.act("key", "--delay", 15, *keys)

    def write(self, text: str) -> None:
        self.window.act("type", "--delay", 15, text)

    def go_to(self, panel: str) -> None:
        """Takes the focus to a panel, or to the canvas."""
        self._press_until(
            "F6",
            lambda: self.window.ask("focus"),
            lambda _: self.window.ask("is_focus_in", panel),
            panel,
        )

    def go_to_field(self, name: str, kind: str = "QWidget") -> None:
        """Takes the focus to a field of the inspector."""
        wanted = ("inspector", name, kind)
        self.window.see(lambda: self.window.ask("widget", *wanted), name)
        if self.window.ask("is_focus_at", *wanted):
            return
        self.go_to("canvas")
        self.go_to("inspector")
        self._press_until(
            "Tab",
            lambda: self.window.ask("focus"),
            lambda _: self.window.ask("is_focus_at", *wanted),
            name,
        )

    # The canvas

    def add(self, phrase: str) -> str:
        """Searches a layer on the canvas; returns the new node."""
        self.go_to("canvas")
        before = self.window.ask("nodes")
        self.press("Tab")
        self._answer(phrase, phrase.split()[0])
        new = self.window.see(
            lambda: [id for id in self.window.ask("nodes") if id not in before], phrase
        )
        return new[0]

    def connect_to(self, name: str, target: str) -> None:
        """Leads an edge from the selected node to one whose layer has this name."""
        self.go_to("canvas")
        (source,) = self.window.ask("selected")
        self.press("ctrl+j")
        self._answer(name, name)
        self.window.see(
            lambda: source in self.window.ask("nodes")[target]["sources"],
            f"an edge to {target}",
        )

    def walk(self, key: str, node: str) -> None:
        """Presses an arrow until a node is selected."""
        self.go_to("canvas")
        self._press_until(
            key, lambda: self.window.ask("selected"), lambda at: at == [node], node
        )

    def find(self, name: str, node: str) -> None:
        """Finds a node by its name and selects it."""
        self.press("ctrl+f")
        self.window.see(lambda: self.window.ask("is_find_open"), "the search")
        self.write(name)
        self.window.see(lambda: self.window.ask("find_text") == name, name)
        self._press_until(
            "Return", lambda: self.window.ask("selected"), lambda at: at == [node], name
        )
        self.press("Escape")
        self.window.see(lambda: self.window.ask("focused") == "canvas", "the canvas")

    def select_nothing(self) -> None:
        self.go_to("canvas")
        self.press("Escape")
        self.window.see(lambda: not self.window.ask("selected"), "nothing chosen")

    def share(self) -> list[str]:
        """Shares the layers of what is selected; returns the new nodes."""
        before = self.window.ask("nodes")
        self.press("ctrl+shift+d")
        return self.window.see(
            lambda: [id for id in self.window.ask("nodes") if id not in before],
            "shared layers",
        )

    def run(self, text: str) -> None:
        """Presses the key of a command of the tool bar."""
        self.press({"Train": "F5", "Save": "ctrl+s"}[text])

    # The inspector

    def give(self, name: str, value: object) -> None:
        """Types a value into a field."""
        self.go_to_field(name, "QAbstractSpinBox")
        self.press("ctrl+a")
        self.write(str(value))
        self.window.see(
            lambda: self.window.ask("text_of", "inspector", name) == str(value), name
        )

    def choose(self, name: str, entry: str) -> None:
        """Picks an entry of a combo box."""
        self.go_to_field(name, "QComboBox")
        self.press("alt+Down")
        self.pick_entry(entry)

    def pick_entry(self, entry: str) -> None:
        """Walks to an entry of the combo box that is open, and takes it."""
        self.window.see(lambda: self.window.ask("combo_entry", entry), entry)
        self.press("Home")
        self.window.see(lambda: self.window.ask("is_combo_at_top"), "the top")
        self._go_down("combo_row", entry)
        self.press("Return")
        self.window.see(lambda: not self.window.ask("combo_row"), "it closed")

    def choose_data(self, title: str) -> None:
        """Picks where the samples come from, and waits until they are read."""
        self.press("ctrl+alt+o")
        self.pick_entry(title)
        self.window.see(lambda: self.window.ask("is_data_read"), f"{title} read")

    def check(self, *columns: str) -> None:
        """Walks along the columns and checks some."""
        self.go_to_field("Columns")
        self.press("Home")
        self.window.see(lambda: self.window.ask("is_column_first"), "the top")
        for column in columns:
            self._go_down("current_column", column)
            self.press("space")
            self.window.see(
                lambda c=column: self.window.ask("column_row", c)[1], column
            )

    def press_button(self, name: str) -> None:
        self.go_to_field(name)
        self.press("space")

    def add_object(self, adder: str, entry: str) -> None:
        """Picks an entry of the menu of a button by its first letters."""
        self.press_button(adder)
        self.window.see(lambda: self.window.ask("menu_entry", entry), entry)
        self._go_down("menu_row", entry)
        self.press("Return")

    def _answer(self, text: str, title: str) -> None:
        """Types into the popup on the canvas, and takes the first row."""
        self.window.see(lambda: self.window.ask("popup_rows"), "a popup")
        self.write(text)
        self.window.see(
            lambda: (
                self.window.ask("popup_text") == text
                and self.window.ask("popup_row").lower() == title.lower()
            ),
            f"{title} first",
        )
        self.press("Return")

    def _press_until(self, key: str, state: Any, is_there: Any, what: str) -> None:
        """Presses a key until a state is reached; each press must have been heard."""
        for _ in range(MOST):
            before = state()
            if is_there(before):
                return
            self.press(key)
            self.window.see(
                lambda old=before: state() != old, f"{key} heard, to {what}"
            )
        raise AssertionError(f"{key} does not lead to {what}.")

    def _go_down(self, question: str, entry: str) -> None:
        """Walks down a list until an entry is the current one."""
        self._press_until(
            "Down", lambda: self.window.ask(question), lambda at: at == entry, entry
        )

"""Asks what becomes of a drawing whose file another program has changed."""

from collections.abc import Collection, Sequence
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kgraph.document.merge import Conflict
from kgraph.document.merge.judge import Path as ConflictPath
from kgraph.document.telling.words import plural
from kgraph.gui.look.labels import label

WIDTH = 520
ROWS = 7  # of conflicts, before they have to be scrolled
ROW = 26


class Choice(Enum):
    """What the person wants."""

    MERGE = "&Merge"
    RELOAD = "&Reload"
    KEEP = "&Keep Mine"
    LATER = "Ask Me Later"


class DiskDialog(QDialog):
    """What is different on disk, and what can be done about it.

    Args:
        name: Of the file.
        facts: What another program changed, in words.
        conflicts: What both sides changed; None where there is nothing to merge.
        is_saving: Whether the person was about to save.
    """

    def __init__(
        self,
        parent: QWidget,
        name: str,
        facts: Sequence[str],
        conflicts: Sequence[Conflict] | None,
        is_saving: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("The File Has Changed")
        self.setMinimumWidth(WIDTH)
        self.choice = Choice.LATER
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(10)
        self._say(f"Another program has changed “{name}”:", "title")
        self._say("\n".join(f"•  {fact}" for fact in facts))
        self._conflicts = QListWidget()
        if conflicts is not None:
            self._add_conflicts(conflicts)
        self._add_buttons(conflicts is not None, is_saving)

    @property
    def yielded(self) -> Collection[ConflictPath]:
        """Paths of the conflicts that the file wins."""
        items = map(self._conflicts.item, range(self._conflicts.count()))
        return {
            tuple(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        }

    def _say(self, text: str, role: str = "") -> None:
        self._layout.addWidget(label(text, role))

    def _add_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        if not conflicts:
            self._say("None of this touches what you changed.", "muted")
            return
        what = plural(len(conflicts), "thing")
        self._say(f"You changed {what} of this too. Tick what to take from the file:")
        for conflict in conflicts:
            item = QListWidgetItem(conflict.sentence, self._conflicts)
            item.setData(Qt.ItemDataRole.UserRole, list(conflict.path))
            item.setToolTip(conflict.sentence)
            item.setCheckState(Qt.CheckState.Unchecked)
        self._conflicts.setWordWrap(True)
        self._conflicts.setFixedHeight(ROW * min(len(conflicts), ROWS) + ROW // 2)
        self._conflicts.setAccessibleName("Conflicts")
        self._layout.addWidget(self._conflicts)
        if len(conflicts) > 1:
            every = QCheckBox("All of them from the file")
            every.toggled.connect(self._tick_all)
            self._layout.addWidget(every)

    def _tick_all(self, is_ticked: bool) -> None:
        state = Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        for row in range(self._conflicts.count()):
            self._conflicts.item(row).setCheckState(state)

    def _add_buttons(self, can_merge: bool, is_saving: bool) -> None:
        box = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        choices = [Choice.MERGE] if can_merge else []
        for choice in (*choices, Choice.RELOAD, Choice.KEEP, Choice.LATER):
            text = "Cancel" if is_saving and choice is Choice.LATER else choice.value
            is_no = choice is Choice.LATER
            button = box.addButton(text, role.RejectRole if is_no else role.ActionRole)
            button.setObjectName(choice.name.lower())
            button.setToolTip(_TIPS[choice])
            button.clicked.connect(lambda _=False, c=choice: self._choose(c))
            if choice is (Choice.MERGE if can_merge else Choice.RELOAD):
                button.setProperty("role", "primary")
                button.setDefault(True)
        self._layout.addWidget(box)

    def _choose(self, choice: Choice) -> None:
        self.choice = choice
        self.done(0 if choice is Choice.LATER else 1)


_TIPS = {
    Choice.MERGE: "Keep what you changed and take what the file changed",
    Choice.RELOAD: "Show what the file holds; Undo brings yours back",
    Choice.KEEP: "Go on with what you have; saving writes over the file",
    Choice.LATER: "Leave both as they are",
}

"""An action for each panel: it brings the panel to the front, or puts it away."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget


class PanelAction(QAction):
    """Shows a dock where it cannot be seen, and hides it where it can.

    Qt's own action would hide a panel that lies behind another tab.

    Args:
        number: The place of the panel among all, from 1; the tenth has the key 0.
    """

    def __init__(self, dock: QDockWidget, number: int, parent: QObject) -> None:
        super().__init__(dock.windowTitle(), parent, checkable=True)
        self._dock = dock
        self.setObjectName(f"panel_{dock.objectName()}")
        self.setShortcut(f"Ctrl+Alt+{number % 10}")
        self.setToolTip(f"Show the panel {dock.windowTitle()}")
        self.triggered.connect(self._bring_or_hide)
        dock.toggleViewAction().toggled.connect(self.setChecked)
        self.setChecked(dock.toggleViewAction().isChecked())

    def _bring_or_hide(self) -> None:
        dock = self._dock
        is_in_front = dock.isVisible() and not dock.visibleRegion().isEmpty()
        dock.setVisible(not is_in_front)
        if not is_in_front:
            dock.raise_()
            dock.widget().setFocus()
        self.setChecked(dock.toggleViewAction().isChecked())

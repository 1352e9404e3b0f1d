"""What a person sees when something happens that nobody foresaw: no traceback."""

import logging
import sys
import traceback
from types import TracebackType

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from kgraph.document.errors import KgraphError

logger = logging.getLogger(__name__)
_shown: set[str] = set()


def install() -> None:
    """Sends every exception that nothing caught to `apologize`."""
    sys.excepthook = apologize


def apologize(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Tells the person, lets them copy the details, and logs them.

    The same mishap is shown once: one that happens at every repaint must not bury
    the window under boxes.
    """
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    details = "".join(traceback.format_exception(kind, error, trace))
    logger.error("Not foreseen:\n%s", details)
    window = QApplication.activeWindow()
    if isinstance(error, KgraphError):
        QMessageBox.warning(window, "kgraph", str(error))
        return
    place = details.splitlines()[-3] if trace else str(error)
    if place in _shown:
        return
    _shown.add(place)
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Critical)
    box.setWindowTitle("kgraph")
    box.setText("Sorry, something went wrong that kgraph did not expect.")
    box.setInformativeText(
        f"{error or kind.__name__}\n\nYour drawing is still here; saving it now is "
        "wise. The details help whoever repairs this."
    )
    box.setDetailedText(details)
    copy = box.addButton("Copy Details", QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Close)
    box.exec()
    if box.clickedButton() is copy:
        QGuiApplication.clipboard().setText(details)

"""Opens the window and runs until it is closed."""

import gc
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph import __version__
from kgraph.document.project import Project
from kgraph.gui.start.display import check_display

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from kgraph.gui.document import Document
    from kgraph.gui.engine_client import EngineFactory
    from kgraph.gui.window import MainWindow


def run(
    path: str | None = None, *, engine_factory: "EngineFactory | None" = None
) -> int:
    """Opens the window, with a file in it if one is named.

    Args:
        engine_factory: Makes the engines; a process of its own each where it is None.

    Returns:
        The exit code.

    Raises:
        DisplayError: If no window can be shown here.
    """
    application, _, window = _open(engine_factory)
    if path is not None:
        window.filing.load(Path(path))
    window.painted.connect(window.safety.offer_recovery)
    return application.exec()


def demonstrate(project: Project, folder: Path) -> int:
    """Opens the window and plays the main job in it; see `Demonstration`.

    Returns:
        The exit code, when the person has closed the window.

    Raises:
        DisplayError: If no window can be shown here.
    """
    application, document, window = _open(None)
    from kgraph.gui.demonstration import Demonstration

    window.painted.connect(Demonstration(window, document, project, folder).start)
    return application.exec()


def _open(
    engine_factory: "EngineFactory | None",
) -> "tuple[QApplication, Document, MainWindow]":
    check_display()
    from kgraph.gui.document import Document
    from kgraph.gui.engine_client import ProcessEngine
    from kgraph.gui.start import apology
    from kgraph.gui.window import MainWindow

    application = make_application()
    apology.install()
    document = Document()
    window = MainWindow(document, engine_factory or ProcessEngine)
    window.painted.connect(window.start)
    _keep_pauses_short(window)
    window.show()
    return application, document, window


def _keep_pauses_short(window: "MainWindow") -> None:
    """Lets Python's garbage collector pass over what is there for good.

    A full collection would look at all of it, each time, and hold up the window for
    more than two frames.
    """
    window.painted.connect(gc.freeze)
    window.panels.training.curves_made.connect(gc.freeze)


def make_application() -> "QApplication":
    """Returns the application, dressed, with its log beside the user's data."""
    from PySide6.QtWidgets import QApplication

    from kgraph.gui.look.icons import app_icon

    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    application = QApplication(sys.argv[:1])
    application.setApplicationName("kgraph")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("kgraph")
    application.setStyle("Fusion")
    application.setWindowIcon(app_icon())
    _log_to_file()
    return application


def _log_to_file() -> None:
    from kgraph.runs import home

    try:
        home().mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(home() / "kgraph.log", encoding="utf-8")
    except OSError:
        return  # a window without a log is better than none
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger("kgraph").addHandler(handler)

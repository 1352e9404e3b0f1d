"""Figures without a window, also where there is no display."""

import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kgraph.document.analysis import Analysis
from kgraph.document.project import Project
from kgraph.gui.figures.draw import draw


def draw_headless(
    project: Project, target: Path, *, format: str, analysis: Analysis | None
) -> None:
    """Writes a figure of the model; see `draw`."""
    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        application = QApplication(sys.argv[:1])
        application.setStyle("Fusion")
    draw(project, target, format=format, analysis=analysis)

"""Writes a project as a Python program."""

from pathlib import Path

from kgraph.codegen import generate
from kgraph.document.project import Project


def write(project: Project, file: Path, folder: Path | None) -> None:
    """Writes the program that builds, compiles and trains the project's model.

    Args:
        folder: Where relative data paths start from.
    """
    program = generate(project, folder=folder)
    file.write_text(program.text, encoding="utf-8", newline="\n")

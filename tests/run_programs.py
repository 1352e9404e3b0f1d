"""Runs generated programs and compares their models with what `build` makes.

As a script it takes pairs of document and program as JSON on stdin, and prints for
each what differs, as JSON.
"""

import ast
import json
import subprocess
import sys
import textwrap
from pathlib import Path

from kgraph.codegen import Program
from kgraph.document import files
from kgraph.document.project import Project
from kgraph.modeling import build
from kgraph.modeling.clean_state import in_clean_state


def difference(project: Project, program: str) -> str:
    """Says what differs between the two roads' configs, "" if nothing."""
    expected = build(project).get_config()
    received = in_clean_state(lambda: run(program)["build_model"]().get_config())
    if received == expected or repr(received) == repr(expected):  # NaN is not NaN
        return ""
    for ours, theirs in zip(expected["layers"], received["layers"], strict=False):
        if ours != theirs:
            return f"build: {ours}\nprogram: {theirs}"
    return f"build: {expected}\nprogram: {received}"


def run(program: str, folder: Path | None = None) -> dict:
    """Returns the names that a program defines; it believes to stand in the folder."""
    module = {"__name__": "program", "__file__": str((folder or Path()) / "program.py")}
    exec(compile(program, "program.py", "exec"), module)
    return module


def function(program: Program, name: str) -> str:
    """Returns the source of a function without its docstring."""
    tree = ast.parse(program.text)
    found = next(n for n in tree.body if getattr(n, "name", "") == name)
    lines = program.text.splitlines()[found.body[0].end_lineno : found.end_lineno]
    return textwrap.dedent("\n".join(lines))


def run_python(*arguments, cwd):
    """Runs Python in a process that knows no module of its folder; returns its output."""
    done = subprocess.run(
        [sys.executable, "-P", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


if __name__ == "__main__":
    found = [
        difference(files.loads(entry["document"].encode(), "stdin"), entry["program"])
        for entry in json.load(sys.stdin)
    ]
    print(json.dumps(found))

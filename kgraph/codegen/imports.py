"""Writes the imports that generated code needs."""

import ast

from kgraph.codegen.names import IMPORTS

_STANDARD = {"csv", "runpy", "partial", "Path"}


def import_lines(code: str) -> list[str]:
    """Returns the import statements of what code uses, sorted as isort does."""
    used = {n.id for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Name)}
    blocks = []
    for names in (IMPORTS.keys() & _STANDARD, IMPORTS.keys() - _STANDARD):
        statements = [IMPORTS[name] for name in names & used]
        plain = sorted(s for s in statements if s.startswith("import "))
        members: dict[str, list[str]] = {}
        for statement in statements:
            if statement.startswith("from "):
                module, _, member = statement.partition(" import ")
                members.setdefault(module, []).append(member)
        merged = [
            f"{m} import {', '.join(sorted(members[m]))}" for m in sorted(members)
        ]
        blocks.append("\n".join([*plain, *merged]))
    return "\n\n".join(filter(None, blocks)).split("\n")

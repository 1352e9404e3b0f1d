"""Puts a project's program together: imports, functions, and who wrote which line."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from kgraph.codegen.adapting import adapt_function, adapts
from kgraph.codegen.dividing import constants
from kgraph.codegen.errors import CodegenError
from kgraph.codegen.fitting import compile_function, has_loss, is_trained, main_function
from kgraph.codegen.function import Function, FunctionWriter, Range
from kgraph.codegen.layout import WIDTH, text
from kgraph.codegen.loading import loading_functions
from kgraph.codegen.names import IMPORTS, MODULE_NAMES, Names
from kgraph.document.calls import inputs_of, needed, outputs_of, reserved_names
from kgraph.document.check import check
from kgraph.document.graph import Graph
from kgraph.document.project import MAIN, Project

_STANDARD = {"csv", "Path"}
Lines = Sequence[str]


class Program(Struct, frozen=True):
    """A Python program.

    Attributes:
        ranges: Graph id to node id to the first and last of its lines, from 1.
    """

    text: str
    ranges: dict[str, dict[str, Range]]

    @property
    def lines(self) -> dict[str, Range]:
        """Node id to the first and last of its lines, from 1, in the main graph."""
        return self.ranges[MAIN]


def generate(
    project: Project, *, folder: str | Path | None = None, draft: bool = False
) -> Program:
    """Writes a project as the Python program that a Keras user would write.

    Run in a process of its own, it makes the model that `modeling.build` makes. Layers
    are always given their `name=`: Keras numbers nameless layers from a counter of the
    process, and a second `build_model()` would give other names than the drawing has.

    Args:
        folder: Where relative paths of data start from: the folder of the project's
            file. The program looks beside itself.
        draft: Whether to write as much as there is of a drawing that is not finished,
            with `...` where something is missing, instead of raising an error.

    Raises:
        CodegenError: If the drawing is no model; the text names the node.
    """
    errors = [p for p in check(project) if p.severity == "error"]
    if errors and not draft:
        raise CodegenError(errors[0].message)
    graphs = _graphs(project, draft)
    names = Names(MODULE_NAMES)
    builders = {g.id: names.take(f"build_{g.name}") for g in graphs if g.id != MAIN}
    loading = _loading(project, folder, draft)
    return _assemble(
        _docstring(project),
        [
            *map(_unowned, loading),
            *(_builder(project, graph, builders, draft) for graph in graphs),
            *map(_unowned, _training_functions(project, bool(loading), draft)),
            _unowned(['if __name__ == "__main__":', "    main()"]),
        ],
        constants(project.data.split) if loading else [],
    )


def _loading(project: Project, folder: str | Path | None, draft: bool) -> list[Lines]:
    """Returns the functions that load the data; none if training lacks something."""
    if not is_trained(project):
        return []
    try:
        return list(loading_functions(project, folder))
    except CodegenError:
        if draft:
            return []
        raise


def _graphs(project: Project, draft: bool) -> list[Graph]:
    """Returns the graphs of the model; a submodel stands before who contains it."""
    ordered: dict[str, Graph] = {}
    waiting = [(MAIN, False)]
    entered: set[str] = set()
    while waiting:
        id, is_done = waiting.pop()
        if is_done:
            ordered[id] = project.graphs[id]
        elif id in project.graphs and id not in entered:
            entered.add(id)
            graph = project.graphs[id]
            nodes = graph.nodes if draft else needed(graph)
            inner = [graph.layer_of(node).submodel for node in nodes]
            waiting.append((id, True))
            waiting.extend((i, False) for i in sorted(filter(None, inner)))
    return list(ordered.values())


def _builder(
    project: Project, graph: Graph, builders: Mapping[str, str], draft: bool
) -> Function:
    writer = FunctionWriter(project, graph, builders, draft)
    if graph.id != MAIN:
        says = f"Returns a new submodel {_one_line(graph.name)!r}."
        head = [f"def {builders[graph.id]}(name):", f'    """{says}"""']
        return writer.write(head, "name")
    head = ["def build_model():", '    """Returns the model, not compiled yet."""']
    reserved = reserved_names(project)
    if reserved:
        head += ["    # Keras names ops from a counter; these names belong to layers."]
    for name, times in reserved.items():
        head += [f"    for _ in range({times}):"] if times > 1 else []
        indent = "        " if times > 1 else "    "
        head += [f"{indent}keras.backend.get_uid({text(name)})"]
    return writer.write(head, text(graph.name))


def _training_functions(
    project: Project, is_trained: bool, draft: bool
) -> Iterator[Lines]:
    if is_trained and adapts(project):
        yield adapt_function(project)
    if has_loss(project):
        yield compile_function(project, draft)
    yield main_function(project, is_trained, draft)


def _unowned(lines: Lines) -> Function:
    return Function(tuple(lines))


def _docstring(project: Project) -> str:
    graph = project.main
    inputs, outputs = (
        " and ".join(_one_line(graph.layers[n.layer].name) for n in nodes)
        for nodes in (inputs_of(graph), outputs_of(graph))
    )
    title = _one_line(graph.name.replace("_", " ")) or "Model"
    title = f"{title[:1].upper()}{title[1:]}: a Keras model"
    line = f"{title} that predicts {outputs or '...'} from {inputs or '...'}."
    if len(line) + len('""""""') > WIDTH:
        line = f"{title} that predicts {outputs}."
    if len(line) + len('""""""') > WIDTH:
        line = f"{title[: WIDTH // 2]}, drawn with kgraph."
    return f'"""{line}"""'


def _one_line(name: str) -> str:
    """Returns a name as a docstring can hold it."""
    return re.sub(r"[^\w .,:()+-]+", " ", name).strip()


def _assemble(
    docstring: str, sections: Sequence[Function], constants: Sequence[str]
) -> Program:
    body = "\n\n\n".join("\n".join(section.lines) for section in sections)
    used = {n.id for n in ast.walk(ast.parse(body)) if isinstance(n, ast.Name)}
    head = [docstring, "", *_imports(used), *(["", *constants] if constants else [])]
    lines = [*head]
    ranges: dict[str, dict[str, Range]] = {}
    for section in sections:
        lines += ["", ""]
        start = len(lines) + 1
        if section.graph:
            ranges[section.graph] = {
                node: (start + first, start + last)
                for node, (first, last) in section.ranges.items()
            }
        lines += section.lines
    return Program("\n".join(lines) + "\n", ranges)


def _imports(used: set[str]) -> list[str]:
    """Returns the import statements, sorted as isort does."""
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

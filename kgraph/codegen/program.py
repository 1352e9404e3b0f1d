"""Puts a project's program together: imports, functions, and who wrote which line."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from kgraph.codegen.errors import CodegenError
from kgraph.codegen.fitting.adapting import adapt_function, adapts
from kgraph.codegen.fitting.compiling import compile_function, has_loss
from kgraph.codegen.fitting.devices import (
    backend_lines,
    on_device,
    policy_lines,
    sharing_function,
)
from kgraph.codegen.fitting.fitting import is_trained, main_function
from kgraph.codegen.fitting.staging import keeping_function
from kgraph.codegen.function import Function, Range
from kgraph.codegen.imports import import_lines
from kgraph.codegen.layout import WIDTH, Block, laid
from kgraph.codegen.loading.dividing import constants
from kgraph.codegen.loading.loading import loading_functions
from kgraph.codegen.models import ends_in_words, model_sections, one_line
from kgraph.codegen.styles import Style
from kgraph.document.check import check
from kgraph.document.precision import ending_in_full
from kgraph.document.project import MAIN, Project

Lines = Sequence[str]


class Program(Struct, frozen=True):
    """A Python program.

    Attributes:
        ranges: Graph id to node id to the first and last of its lines, from 1.
        made: The same of the lines that make the nodes' layers, where a class does.
    """

    text: str
    ranges: dict[str, dict[str, Range]]
    made: dict[str, dict[str, Range]] = {}

    @property
    def lines(self) -> dict[str, Range]:
        """Node id to the first and last of its lines, from 1, in the main graph."""
        return self.ranges[MAIN]


def generate(
    project: Project,
    *,
    style: Style = "functional",
    folder: str | Path | None = None,
    draft: bool = False,
) -> Program:
    """Writes a project as the Python program that a Keras user would write.

    Run in a process of its own, it makes the model that `modeling.build` makes. Layers
    are always given their `name=`: Keras numbers nameless layers from a counter of the
    process, and a second `build_model()` would give other names than the drawing has.

    Args:
        style: `functional`; `sequential` for a chain of layers; or `subclass`, of whose
            model only the outputs are those of the one that `build` makes.
        folder: Where relative paths of data start from: the folder of the project's
            file. The program looks beside itself.
        draft: Whether to write as much as there is of a drawing that is not finished,
            with `...` where something is missing, instead of raising an error.

    Raises:
        CodegenError: If the drawing is no model, or none that can be written in this
            style; the text names the node.
    """
    if not draft:
        demand_no_errors(project)
    project = ending_in_full(project, project.training.precision)
    models = model_sections(project, style, draft)
    loading = _loading(project, folder, draft)
    return _assemble(
        _docstring(project),
        [
            *map(_unowned, loading),
            *models,
            *map(_unowned, _training_functions(project, style, bool(loading), draft)),
            _unowned(_starting(project)),
        ],
        project,
        constants(project.data) if loading else [],
    )


def demand_no_errors(project: Project) -> None:
    """Raises a `CodegenError` if the drawing is no model; the text names the node."""
    errors = [p for p in check(project) if p.severity == "error"]
    if errors:
        raise CodegenError(errors[0].message)


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


def _training_functions(
    project: Project, style: Style, is_trained: bool, draft: bool
) -> Iterator[Lines]:
    if is_trained and adapts(project):
        yield adapt_function(project, has_graph=style != "subclass")
    if has_loss(project):
        yield compile_function(project, draft)
    main = main_function(project, is_trained, draft)
    sharing = sharing_function(project) if is_trained else []
    yield from filter(None, [keeping_function(main), sharing])
    yield main


def _starting(project: Project) -> Lines:
    body = on_device(project, ["main()"])
    return list(laid([Block('if __name__ == "__main__"', tuple(body))], 0))


def _unowned(lines: Lines) -> Function:
    return Function(tuple(lines))


def _docstring(project: Project) -> str:
    inputs, outputs = ends_in_words(project.main)
    title = f"{title_of(project)}: a Keras model"
    line = f"{title} that predicts {outputs} from {inputs}."
    if len(line) + len('""""""') > WIDTH:
        line = f"{title} that predicts {outputs}."
    if len(line) + len('""""""') > WIDTH:
        line = f"{title[: WIDTH // 2]}, drawn with kgraph."
    return f'"""{line}"""'


def title_of(project: Project) -> str:
    """Returns the model's name in words."""
    title = one_line(project.main.name.replace("_", " ")) or "Model"
    return f"{title[:1].upper()}{title[1:]}"


def _assemble(
    docstring: str,
    sections: Sequence[Function],
    project: Project,
    constants: Sequence[str],
) -> Program:
    body = "\n\n\n".join("\n".join(section.lines) for section in sections)
    blocks = [
        [docstring],
        backend_lines(project),
        import_lines(body),
        policy_lines(project),
        constants,
    ]
    lines = "\n\n".join("\n".join(block) for block in blocks if block).split("\n")
    ranges: dict[str, dict[str, Range]] = {}
    made: dict[str, dict[str, Range]] = {}
    for section in sections:
        lines += ["", ""]
        start = len(lines) + 1
        if section.graph:
            ranges[section.graph] = _moved(section.ranges, start)
            made[section.graph] = _moved(section.made, start)
        lines += section.lines
    return Program("\n".join(lines) + "\n", ranges, made)


def _moved(ranges: Mapping[str, Range], by: int) -> dict[str, Range]:
    return {node: (first + by, last + by) for node, (first, last) in ranges.items()}

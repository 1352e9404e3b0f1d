"""Writes what a stage freezes, in as few statements as a person would."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from kgraph.codegen.errors import CodegenError
from kgraph.codegen.fitting.parts import Part, model_of
from kgraph.codegen.layout import Block, Code, Statement, call, sequence, text
from kgraph.codegen.names import MODULE_NAMES, Names
from kgraph.document.learning import NORMALIZES_BATCHES
from kgraph.document.project import Project
from kgraph.document.stages import trained
from kgraph.document.training import Stage

_KEEPING = '''\
def keep_statistics(model):
    """Lets each BatchNormalization work as it does when the model predicts."""
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
        elif isinstance(layer, keras.Model):
            keep_statistics(layer)
'''
_KEEP = "keep_statistics(model)"
_FEW = 2  # statements, where more are a loop
_LOCAL = ("model", "train", "validation", "test", "layer", "strategy", "history")

Path = tuple[str, ...]
Wanted = Mapping[Path, bool]


class Stager:
    """Writes the freezing of a project's stages, one after the other."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._model = model_of(project)
        self._names = Names({*MODULE_NAMES, *_LOCAL})
        self._variables: dict[Path, str] = {}

    def statements(self, stage: Stage) -> list[Statement]:
        """Returns what turns the model from how it is by now into that of a stage.

        Raises:
            CodegenError: If a wrapper would have to differ from what it wraps.
        """
        paths = {place.path for place in trained(self._project, stage)}
        wanted = {x.path: x.path in paths for x in self._model.leaves()}
        written: list[Statement] = []
        if self._keeps_many(stage):
            free = replace(stage, keeps_statistics=False)
            before = {place.path for place in trained(self._project, free)}
            kept = {path: path in before for path in wanted}
            written += self._root(kept)
            if any(leaf.is_trainable for leaf in self._normalizations()):
                written.append(_KEEP)
                for leaf in self._normalizations():
                    leaf.set(False)
        written += self._root(wanted)
        for leaf in self._model.leaves():
            if leaf.learns is not wanted[leaf.path]:
                raise CodegenError(
                    f"{leaf.name!r} is a wrapper that is frozen and holds what is not, "
                    "or the other way round: no stage can train it in a program. "
                    "Freeze both, or none."
                )
        return written

    def _keeps_many(self, stage: Stage) -> bool:
        return stage.keeps_statistics and len(self._normalizations()) > _FEW

    def _normalizations(self) -> list[Part]:
        return [x for x in self._model.leaves() if x.type == NORMALIZES_BATCHES]

    def _root(self, wanted: Wanted) -> Iterator[Statement]:
        if not self._model.is_trainable and any(wanted.values()):
            if not self._model.is_clear(True):
                raise CodegenError(
                    f"{self._model.name!r} is frozen as a whole, and some of its parts "
                    "are not: no stage can train it in a program. Freeze its layers."
                )
            yield _flag("model", True)
            self._model.set(True)
        yield from self._inside(self._model, "model", wanted)

    def _inside(self, part: Part, found: Code, wanted: Wanted) -> Iterator[Statement]:
        """Yields what changes the layers of a model, one level after the other."""
        for value in (False, True):
            if _is_worth_a_loop(part, wanted, value):
                yield Block(
                    ("for layer in ", found, ".layers"), (_flag("layer", value),)
                )
                for child in part.children:
                    child.set(value)
        for value in (True, False):
            told = [x for x in part.children if _is_settable(x, wanted, value)]
            yield from self._flags(found, told, value)
            for child in told:
                child.set(value)
        for child in part.children:
            if _wrong(child, wanted) and child.children:
                yield from self._within(child, found, wanted)

    def _within(self, child: Part, found: Code, wanted: Wanted) -> Iterator[Statement]:
        """Yields what changes a model within another, of which not all are alike."""
        variable = self._variables.get(child.path)
        if variable is None:
            variable = self._variables[child.path] = self._names.take(child.name)
            yield (f"{variable} = ", _get(found, child.name))
        usual = _usual(child, wanted)
        can_tell = child.is_trainable is not usual and child.is_clear(usual)
        if can_tell and _is_fewer(child, wanted, usual):
            yield _flag(variable, usual)
            child.set(usual)
        yield from self._inside(child, variable, wanted)

    def _flags(
        self, found: Code, told: Sequence[Part], value: bool
    ) -> Iterator[Statement]:
        if len(told) > _FEW:
            names = sequence([text(part.name) for part in told])
            one = call((found, ".get_layer"), ["name"], {})
            yield Block(("for name in ", names), (_flag(one, value),))
            return
        for part in told:
            variable = self._variables.get(part.path)
            yield _flag(variable or _get(found, part.name), value)


def keeping_function(lines: Iterable[str]) -> list[str]:
    """Returns the lines of `keep_statistics()`; none if these lines do not call it."""
    is_called = any(_KEEP in line for line in lines)
    return _KEEPING.rstrip("\n").split("\n") if is_called else []


def _wrong(part: Part, wanted: Wanted) -> list[Part]:
    """Returns the layers of a part that are not as they are wanted."""
    return [leaf for leaf in part.leaves() if leaf.learns is not wanted[leaf.path]]


def _is_settable(part: Part, wanted: Wanted, value: bool) -> bool:
    """Whether one statement makes all that is in a part what it shall be."""
    has_use = part.is_trainable is not value and bool(_wrong(part, wanted))
    return has_use and part.is_clear(value) and _is_uniform(part, wanted, value)


def _is_uniform(part: Part, wanted: Wanted, value: bool) -> bool:
    return all(wanted[leaf.path] is value for leaf in part.leaves())


def _is_worth_a_loop(part: Part, wanted: Wanted, value: bool) -> bool:
    """Whether all layers of a model but few become what a loop would make them."""
    settable = [x for x in part.children if _is_settable(x, wanted, value)]
    others = [x for x in part.children if not _is_uniform(x, wanted, value)]
    is_clear = all(child.is_clear(value) for child in part.children)
    return len(settable) > _FEW and len(others) <= _FEW and is_clear


def _usual(part: Part, wanted: Wanted) -> bool:
    """Returns what most layers of a part shall be."""
    leaves = part.leaves()
    return 2 * sum(wanted[leaf.path] for leaf in leaves) > len(leaves)


def _is_fewer(part: Part, wanted: Wanted, value: bool) -> bool:
    """Whether less is left to say once a part is told as a whole."""
    left = sum(wanted[leaf.path] is not value for leaf in part.leaves())
    return left < len(_wrong(part, wanted))


def _get(found: Code, name: str) -> Code:
    return (found, call(".get_layer", [text(name)], {}))


def _flag(found: Code, value: bool) -> Code:
    return (found, f".trainable = {value}")

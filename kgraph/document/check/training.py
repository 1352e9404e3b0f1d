"""What stands in the way of training a model as it is meant to be, told as one types.

None of it stands in the way of the model: it can be built, exported and written.
"""

from collections.abc import Callable, Iterator

from kgraph.document.analysis import Problem
from kgraph.document.check.callbacks import callbacks
from kgraph.document.check.machine import machine
from kgraph.document.check.objects import objects
from kgraph.document.check.optimizers import optimizers
from kgraph.document.check.ranges import ranges
from kgraph.document.check.stages import stages
from kgraph.document.nesting import without_strays
from kgraph.document.project import Project

RULES: tuple[Callable[[Project], Iterator[Problem]], ...] = (
    ranges,
    stages,
    objects,
    optimizers,
    callbacks,
    machine,
)


def check_training(project: Project) -> tuple[Problem, ...]:
    """Returns what is wrong with how a project is to be trained, rule by rule."""
    whole = without_strays(project)
    return tuple(problem for rule in RULES for problem in rule(whole))

"""The contract of a format: what it is given, and what it must be able to do.

To add a format, add `formats/<name>.py` with one value `EXPORTER` and a line in
`document.formats.FORMATS`, in one commit. What it needs is imported inside its
functions: the table is read in processes that lack it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from kgraph.document.calls import is_placeholder, needed
from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.document.reports import Finding, Report
from kgraph.export.signature import Signature, signature
from kgraph.runs import Run

if TYPE_CHECKING:
    import keras
    import numpy as np

    from kgraph.export.model import Prepared
    from kgraph.modeling.build import Placeholder

Arrays = Sequence["np.ndarray"]
"""One array per input or output of a model, in Keras's flat order; batch first."""


class ExportError(KgraphError):
    """A model that cannot be written as asked."""


class UnprovenError(ExportError):
    """A file that did not hold the model, and is gone.

    Attributes:
        report: What a person should know, and the proof that failed.
    """

    def __init__(self, message: str, report: Report) -> None:
        super().__init__(message)
        self.report = report


class Subject:
    """What is written: a project, and the weights that its model gets.

    Attributes:
        project: The drawing as it was trained, if there is a run.
        run: The run whose weights are taken, its epochs with their batches; None for
            those that the document came with, or fresh ones.
        folder: Where relative paths of data and weights start from.
        options: All options of the format, settled.

    Args:
        has_weights: False for a format that has no place for them.
        takes_placeholders: Whether the format holds layers that cannot compute.
    """

    def __init__(
        self,
        project: Project,
        run: Run | None = None,
        folder: Path | None = None,
        options: Mapping[str, str] | None = None,
        has_weights: bool = True,
        takes_placeholders: bool = False,
    ) -> None:
        self.project = project
        self.run = run
        self.folder = folder
        self.options = dict(options or {})
        self._has_weights = has_weights
        self._takes_placeholders = takes_placeholders

    @property
    def model(self) -> "keras.Model":
        """The model, built once when first asked for, with its weights.

        It is compiled if the drawing has a loss.

        Raises:
            KgraphError: If it cannot be built.
        """
        return self._prepared.model

    @property
    def architecture(self) -> str:
        """The model's config and how it is compiled, as Keras writes them to JSON."""
        return self._prepared.architecture

    @property
    def signature(self) -> Signature:
        """What the model's inputs and outputs are called."""
        return signature(self.project.main)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What became of the weights; nothing before the model was asked for."""
        is_built = "_prepared" in self.__dict__
        return self._prepared.findings if is_built else ()

    @cached_property
    def _prepared(self) -> "Prepared":
        from kgraph.export.model import prepare

        if not self._has_weights:
            project = replace(self.project, weights="")
            return prepare(project, None, None, self._placeholder)
        return prepare(self.project, self.run, self.folder, self._placeholder)

    @property
    def has_placeholders(self) -> bool:
        """Whether the model needs layers whose classes are not here."""
        return any(
            is_placeholder(graph.layer_of(node))
            for graph in self.project.graphs.values()
            for node in needed(graph)
        )

    @property
    def _placeholder(self) -> "Placeholder | None":
        if not (self._takes_placeholders and self.has_placeholders):
            return None
        from kgraph.importing.opening.placeholders import placeholder_of

        return placeholder_of


Write = Callable[[Subject, Path], Iterable[Finding]]
"""Writes a file (or makes a folder, where the format is one) that is not there yet.

What it yields is told to the person. It may raise any exception; `KgraphError` is for
people, the others are told with their first line.
"""

Reopen = Callable[[Path, str], Any]
"""Returns the Keras model that a file holds; called in a clean process.

The second argument is the architecture of the model that was exported, as JSON: for
files that hold weights alone.
"""

Load = Callable[[Path, Signature], Callable[[Arrays], Arrays]]
"""Returns what computes the outputs of a file's model for one batch.

Called in a clean process, in which Keras is not imported. A file whose inputs and
outputs are not called as the signature says is no good.
"""

Samples = Callable[[Subject], Iterable[Arrays] | None]
"""Returns batches of inputs to compare outputs on; None for random ones."""


class Exporter(NamedTuple):
    """How a format is written, and how a file of it is proven.

    With neither `reopen` nor `load`, as for a picture, nothing is proven.

    Attributes:
        reopen: For formats that give back a Keras model.
        load: For the others, of which only the outputs are compared.
        takes_placeholders: Whether a file can hold layers whose classes are not here.
        holds: What a file gives back and is compared: `config`, `weights`,
            `compilation`, the state of the `optimizer`. Weights that it does not hold
            are given to the model before outputs are compared.
        tolerance: From the options to the largest difference of an output that is
            allowed, relative to the largest output where that is above 1.
        samples: For formats that random inputs would wrong.
    """

    write: Write
    reopen: Reopen | None = None
    load: Load | None = None
    takes_placeholders: bool = False
    holds: frozenset[str] = frozenset()
    tolerance: Callable[[Mapping[str, str]], float] = lambda options: 0.0
    samples: Samples = lambda subject: None

    @property
    def is_provable(self) -> bool:
        """Whether a file can be opened again and compared."""
        return self.reopen is not None or self.load is not None


def exporter(format: str) -> Exporter:
    """Returns how a format of `document.formats.FORMATS` is written and proven."""
    module = import_module(f"kgraph.export.formats.{format}")
    return module.EXPORTER

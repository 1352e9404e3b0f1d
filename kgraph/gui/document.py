"""The one thing that every view observes: the project as it is now, and its past."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from kgraph.document.errors import KgraphError
from kgraph.document.graph import Graph
from kgraph.document.history import History, Step
from kgraph.document.project import MAIN, Project, new_project, with_graphs
from kgraph.document.submodels import follow_all
from kgraph.document.values import is_identical

Made = TypeVar("Made")


class Document(QObject):
    """Holds the history of a project and tells views what changed.

    A view never changes what it is given: it calls `edit`, hears `changed` and
    compares the two projects; unchanged parts are the same objects.
    """

    changed = Signal(Project, Project)
    """The project before and the project after, whatever the reason."""

    travelled = Signal(Project, Project)
    """Undo, redo or `go_to` led from one project to another; follows `changed`."""

    replacing = Signal()
    """Another project is about to take its place: what is unfinished is for nothing."""

    replaced = Signal()
    """Another project has taken its place (new, open); `changed` follows."""

    leaving = Signal()
    """Another graph is about to be shown: what is unfinished belongs to this one."""

    graph_shown = Signal(str)
    """Id of the graph that is on the canvas from now on."""

    saved_state_changed = Signal()
    """The path or `is_modified` may have changed."""

    failed = Signal(str)
    """An edit was refused; the sentence says why."""

    def __init__(
        self, project: Project | None = None, path: Path | None = None
    ) -> None:
        super().__init__()
        self._history = History(project or new_project())
        self._saved = self._history.value
        self._path = path
        self._proposed: Path | None = None
        self._graph_id = MAIN

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return self._history.value

    @property
    def graph_id(self) -> str:
        """Id of the graph that the canvas shows."""
        return self._graph_id

    @property
    def graph(self) -> Graph:
        """The graph that the canvas shows."""
        return self.project.graphs[self._graph_id]

    @property
    def path(self) -> Path | None:
        """The `.kgraph` file; None for a drawing that was never saved."""
        return self._path

    @property
    def proposed(self) -> Path | None:
        """Where a drawing that was never saved would go; None if nobody can tell."""
        return self._proposed

    @property
    def is_modified(self) -> bool:
        """Whether there is anything that the file does not have."""
        return not is_identical(self.project, self._saved)

    @property
    def saved(self) -> Project:
        """The project as the file holds it, as far as is known."""
        return self._saved

    @property
    def steps(self) -> tuple[Step[Project], ...]:
        """Every step that is remembered, oldest first; what was undone comes last."""
        return self._history.steps

    @property
    def present(self) -> int:
        """Which of the steps is the present one."""
        return self._history.present

    @property
    def undo_label(self) -> str | None:
        """What `undo` would take back, None if there is nothing."""
        return self._history.undo_label

    @property
    def redo_label(self) -> str | None:
        """What `redo` would do again, None if there is nothing."""
        return self._history.redo_label

    def edit(
        self,
        label: str,
        function: Callable[[Project], Project],
        merge_key: str | None = None,
    ) -> bool:
        """Applies a pure function to the project as one step of the history.

        Calls of a submodel whose Inputs or Outputs it changes follow in the same step.

        Args:
            label: What was done, for the Undo menu: "Add Dense".
            merge_key: Edits in a row with the same key become one step.

        Returns:
            Whether the edit was possible; if not, `failed` has said why.
        """
        before = self.project
        try:
            after = follow_all(before, function(before))
        except KgraphError as error:
            self.failed.emit(str(error))
            return False
        self._history.push(after, label, merge_key)
        if self.project is not before:
            self._announce(before)
        return True

    def edit_graph(
        self,
        label: str,
        function: Callable[[Graph], Graph],
        merge_key: str | None = None,
    ) -> bool:
        """Applies a pure function to the graph on the canvas; see `edit`."""
        id = self._graph_id

        def edit_shown(project: Project) -> Project:
            return with_graphs(project, function(project.graphs[id]))

        return self.edit(label, edit_shown, merge_key)

    def make(
        self, label: str, function: Callable[[Project], tuple[Project, Made]]
    ) -> Made | None:
        """Applies an edit that tells what it made, such as ids of new nodes.

        Returns:
            What that is; None if the edit was refused.
        """
        made: Made | None = None

        def edit(project: Project) -> Project:
            nonlocal made
            project, made = function(project)
            return project

        return made if self.edit(label, edit) else None

    def make_in_graph(
        self, label: str, function: Callable[[Graph], tuple[Graph, Made]]
    ) -> Made | None:
        """Applies such an edit to the graph on the canvas; see `make`."""
        id = self._graph_id

        def make(project: Project) -> tuple[Project, Made]:
            graph, made = function(project.graphs[id])
            return with_graphs(project, graph), made

        return self.make(label, make)

    def undo(self) -> bool:
        """Takes the last step back; returns whether there was one."""
        return self.go_to(self.present - 1)

    def redo(self) -> bool:
        """Does the last undone step again; returns whether there was one."""
        return self.go_to(self.present + 1)

    def go_to(self, index: int) -> bool:
        """Goes to one of the `steps`, at once; returns whether that led elsewhere."""
        before = self.project
        if not self._history.go_to(index):
            return False
        self._announce(before)
        self.travelled.emit(before, self.project)
        return True

    def replace(
        self,
        project: Project,
        path: Path | None = None,
        *,
        proposed: Path | None = None,
    ) -> None:
        """Shows another project: a new one, or one that was opened.

        Its history is empty, and it counts as saved.

        Args:
            proposed: Where one that was imported would be saved.
        """
        self.replacing.emit()
        before = self.project
        label = "Opened" if path else "Imported" if proposed else "New"
        self._history = History(project, label=label)
        self._saved = project
        self._path = path
        self._proposed = proposed
        self._show(MAIN)
        self.replaced.emit()
        self._announce(before)

    def amend(self, function: Callable[[Project], Project]) -> None:
        """Changes the project and all that undo leads to alike.

        For what follows the file and not the person, such as paths.
        """
        before = self.project
        self._history.amend(function)
        self._saved = function(self._saved)
        if self.project is not before:
            self._announce(before)

    def mark_saved(self, path: Path, project: Project | None = None) -> None:
        """Takes note of what the file holds.

        Args:
            project: What that is; the project as it is now where it is None.
        """
        self._saved = self.project if project is None else project
        self._path = path
        self.saved_state_changed.emit()

    def show_graph(self, graph_id: str) -> None:
        """Puts another graph of the project, such as a submodel, on the canvas."""
        if graph_id in self.project.graphs:
            self._show(graph_id)

    def _show(self, graph_id: str) -> None:
        if graph_id != self._graph_id:
            if self._graph_id in self.project.graphs:
                self.leaving.emit()
            self._graph_id = graph_id
            self.graph_shown.emit(graph_id)

    def _announce(self, before: Project) -> None:
        if self._graph_id not in self.project.graphs:
            self._show(MAIN)
        self.changed.emit(before, self.project)
        self.saved_state_changed.emit()

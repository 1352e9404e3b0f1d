"""Cut, copy, paste, duplicate, share: what the Edit menu does to the selected nodes."""

from functools import reduce
from pathlib import Path

from kgraph.document import edits
from kgraph.document.arranging import framing
from kgraph.document.copying import fragments
from kgraph.document.copying.bundles import extract, paste
from kgraph.document.copying.incoming import incoming
from kgraph.document.diff import diff
from kgraph.document.edits import Position
from kgraph.document.errors import KgraphError
from kgraph.document.telling.words import plural
from kgraph.document.weights.places import anchored, seen_from
from kgraph.gui.canvas import CanvasPanel
from kgraph.gui.commands import clipboard
from kgraph.gui.commands.clipboard import Clip
from kgraph.gui.commands.view import way_beside, way_into_view
from kgraph.gui.document import Document
from kgraph.gui.quantities import listing


class Editing:
    """Applies what the Edit menu offers to the selected nodes."""

    def __init__(self, document: Document, canvas: CanvasPanel) -> None:
        self._document = document
        self._canvas = canvas

    def select_all(self) -> None:
        """Selects every node, frame and note that is shown."""
        self._canvas.select_all()

    def cut(self) -> None:
        """Takes what is selected away and onto the clipboard."""
        self.copy()
        self._canvas.select(*self._selection())
        self._canvas.delete_selected()

    def copy(self) -> None:
        """Puts what is selected, with what it needs, onto the clipboard."""
        clip = self._clip()
        if clip is not None:
            clipboard.put(clip)

    def paste(self) -> None:
        """Places what is on the clipboard, if it is part of a drawing."""
        self._paste(with_edges=False)

    def paste_with_edges(self) -> None:
        """Does so, and draws the edges that led there from nodes that are here."""
        self._paste(with_edges=True)

    def duplicate(self) -> None:
        """Places what is selected once more, with layers of its own."""
        self._duplicate(with_edges=False)

    def duplicate_with_edges(self) -> None:
        """Does so, and draws the edges that lead there once more."""
        self._duplicate(with_edges=True)

    def share(self) -> None:
        """Places nodes that call the selected ones' layers again, weights and all."""
        nodes = self._canvas.selected()
        if not nodes:
            return
        way = way_beside(self._canvas, nodes)
        placed = self._document.make_in_graph(
            f"Share {plural(len(nodes), 'Node')}",
            lambda graph: fragments.share(graph, nodes, way),
        )
        if placed is not None:
            self._canvas.select(placed)

    def make_independent(self) -> None:
        """Gives the selected nodes layers of their own where they share one."""
        nodes = self._canvas.selected()
        self._document.edit_graph(
            "Make Independent", lambda g: reduce(edits.make_independent, nodes, g)
        )

    def _selection(self) -> tuple[list[str], frozenset[str]]:
        """Returns the selected nodes, frames and notes, and what lies in the frames."""
        shown = self._document.graph
        others = frozenset(self._canvas.annotating.selected())
        inside = framing.contents(shown, others, self._canvas.sizes())
        chosen = inside.nodes.union(self._canvas.selected())
        nodes = [id for id in shown.nodes if id in chosen]
        return nodes, others | inside.annotations

    def _folder(self) -> Path | None:
        path = self._document.path
        return path.parent if path else None

    def _clip(self) -> Clip | None:
        nodes, others = self._selection()
        if not nodes and not others:
            return None
        project, shown = self._document.project, self._document.graph
        bundle = extract(project, shown.id, nodes, others)
        return Clip(anchored(bundle, self._folder()), incoming(shown, nodes))

    def _paste(self, *, with_edges: bool) -> None:
        try:
            clip = clipboard.take()
        except KgraphError as error:
            self._document.failed.emit(str(error))
            return
        part = clip.bundle.main
        way = way_into_view(self._canvas.viewer, part)
        way = fragments.way_aside(self._document.graph, part, way)
        self._place("Paste", clip, way, with_edges)

    def _duplicate(self, *, with_edges: bool) -> None:
        clip = self._clip()
        if clip is not None:
            way = fragments.way_aside(self._document.graph, clip.bundle.main)
            self._place("Duplicate", clip, way, with_edges)

    def _place(self, verb: str, clip: Clip, way: Position, with_edges: bool) -> None:
        part, before = clip.bundle.main, self._document.graph
        folder = self._folder()
        edges = clip.incoming if with_edges else None
        what = listing(
            (len(part.nodes), "Node"),
            (len(part.frames), "Frame"),
            (len(part.notes), "Note"),
        )
        placed = self._document.make(
            f"{verb} {what}",
            lambda project: paste(
                project, before.id, seen_from(clip.bundle, project, folder), way, edges
            ),
        )
        if placed is not None:
            new = diff(before, self._document.graph)
            self._canvas.select(placed, (*new.frames_added, *new.notes_added))

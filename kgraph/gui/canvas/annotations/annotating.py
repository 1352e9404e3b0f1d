"""What can be done with frames and notes, and to the titles of nodes, as edits."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtGui import QAction, QCursor, QFont

from kgraph.document import edits
from kgraph.document.arranging import annotations, framing
from kgraph.document.arranging.annotations import Rect
from kgraph.document.errors import EditError
from kgraph.document.graph import Graph
from kgraph.gui.canvas.annotations.colors import color_menu
from kgraph.gui.canvas.annotations.editor import InPlaceEditor
from kgraph.gui.canvas.annotations.item import AnnotationItem
from kgraph.gui.document import Document
from kgraph.gui.quantities import listing

if TYPE_CHECKING:
    from kgraph.gui.canvas.panel import CanvasPanel

NOTE = (220.0, 120.0)  # width and height of a new note
NAME = QRectF(44.0, 24.0, -54.0, 22.0)  # of a node: its name, from its top left corner


class Annotating(QObject):
    """Applies to the document what is wished of frames, notes and titles.

    Args:
        canvas: Where they are; it says what is selected.
    """

    def __init__(self, document: Document, canvas: "CanvasPanel") -> None:
        super().__init__(canvas)
        self._document = document
        self._canvas = canvas
        self._viewer = canvas.viewer
        self.editor = InPlaceEditor(self._viewer.viewport())
        self._edited: str | None = None
        self._viewer.annotation_resized.connect(self._resize)
        self._viewer.annotation_edit_wished.connect(self.edit)
        self._viewer.seen_changed.connect(self.editor.close)
        document.changed.connect(self._forget_what_is_gone)
        document.leaving.connect(self.editor.close)
        document.graph_shown.connect(self._leave)
        document.replacing.connect(self._leave)

    def slots(self) -> dict[str, Callable[[], object]]:
        """Returns what happens when an action is triggered, by its name."""
        return {
            "add_frame": self.frame_selection,
            "remove_frame": self.remove_frames,
            "add_note": self.add_note,
            "recolor": self.offer_colors,
            "collapse": self.toggle_collapsed,
            "rename": self.rename,
        }

    def selected(self) -> list[str]:
        """Returns the ids of the selected frames and notes."""
        return [item.id for item in self._viewer.selected_annotations()]

    def frame_selection(self) -> None:
        """Draws a frame around what is selected, and asks for its title."""
        nodes, others, sizes = self._selection()
        self._add(
            "Add Frame", lambda g: framing.add_frame_around(g, nodes, others, sizes)
        )

    def remove_frames(self) -> None:
        """Takes the selected frames, or those around the selected nodes, away."""
        nodes, _, sizes = self._selection()
        selected = [i.id for i in self._viewer.selected_annotations() if i.is_frame]

        def remove(graph: Graph) -> Graph:
            frames = selected or framing.frames_of(graph, nodes, sizes)
            if not frames:
                raise EditError("Select a frame, or nodes in one, to remove the frame.")
            return annotations.remove(graph, frames)

        self._document.edit_graph("Remove Frame", remove)

    def add_note(self) -> None:
        """Puts a note at the cursor, or in the middle if it is elsewhere."""
        point = self._viewer.mapFromGlobal(QCursor.pos())
        viewport = self._viewer.viewport()
        if not (viewport.underMouse() and viewport.rect().contains(point)):
            point = viewport.rect().center()
        middle = self._viewer.mapToScene(point)
        width, height = NOTE
        rect = (middle.x() - width / 2, middle.y() - height / 2, width, height)
        self._add("Add Note", lambda graph: annotations.add_note(graph, rect))

    def offer_colors(self) -> None:
        """Lets one of the colours be chosen for the selected frames and notes."""
        items = self._viewer.selected_annotations()
        if not items:
            self._document.failed.emit("Select a frame or a note to give it a color.")
            return
        menu = color_menu(self._viewer, items[0].look.theme, items[0].annotation.color)
        menu.triggered.connect(self._recolor)
        corner = self._viewer.mapFromScene(items[0].pos())
        corner.setX(min(max(corner.x(), 0), self._viewer.width()))
        corner.setY(min(max(corner.y(), 0), self._viewer.height()))
        menu.popup(self._viewer.mapToGlobal(corner))

    def _recolor(self, choice: QAction) -> None:
        ids = self.selected()
        self._document.edit_graph(
            "Change Color", lambda g: annotations.recolor(g, ids, choice.data())
        )

    def toggle_collapsed(self) -> None:
        """Shrinks the selected nodes to their titles, or shows them whole again."""
        nodes = self._canvas.selected()
        is_collapsed = not self._document.graph.collapsed.issuperset(nodes)
        what = listing((len(nodes), "Node"))

        def collapse(graph: Graph) -> Graph:
            if not nodes:
                raise EditError("Select the nodes to collapse or expand.")
            return edits.collapse(graph, nodes, is_collapsed)

        self._document.edit_graph(
            f"{'Collapse' if is_collapsed else 'Expand'} {what}", collapse
        )

    def nudge(self, way: QPointF) -> None:
        """Moves what is selected, frames with all that lies in them."""
        nodes, others, sizes = self._selection()
        frames = len(self._document.graph.frames.keys() & set(others))
        what = listing(
            (len(nodes), "Node"), (frames, "Frame"), (len(others) - frames, "Note")
        )
        self._document.edit_graph(
            f"Move {what}",
            lambda g: framing.carry(g, nodes, others, (way.x(), way.y()), sizes),
            merge_key=f"nudge {' '.join((*nodes, *others))}",
        )

    def rename(self) -> None:
        """Lets the title of what is selected be edited in place."""
        nodes, others, _ = self._selection()
        if len(nodes) + len(others) != 1:
            self._document.failed.emit("Select one node, frame or note to rename it.")
        elif nodes:
            self._edit_name(nodes[0])
        else:
            self.edit(others[0])

    def edit(self, id: str) -> None:
        """Lets the title of a frame, or the text of a note, be edited in place."""
        item = self._viewer.annotations[id]
        label = "Rename Frame" if item.is_frame else "Write Note"
        rect = item.mapRectToScene(_text_rect(item))
        self._viewer.reveal(item)
        self._open(
            id,
            rect,
            item.text,
            item.look.title if item.is_frame else item.look.note,
            lambda text: self._document.edit_graph(
                label, lambda g: annotations.rewrite(g, id, text)
            ),
            has_lines=not item.is_frame,
        )

    def _edit_name(self, id: str) -> None:
        item = self._canvas.sync.nodes[id]
        layer = self._document.graph.layer_of(id)
        self._viewer.reveal(item)
        top = NAME.top() + item.outline.body
        rect = QRectF(NAME.left(), top, item.width + NAME.width(), NAME.height())
        self._open(
            id,
            item.mapRectToScene(rect),
            layer.name,
            item.look.text,
            lambda name: self._document.edit_graph(
                f"Rename {layer.name} to {name}",
                lambda g: edits.rename(g, layer.id, name),
            ),
        )

    def _open(
        self,
        id: str,
        rect: QRectF,
        text: str,
        font: QFont,
        accept: Callable[[str], object],
        *,
        has_lines: bool = False,
    ) -> None:
        self.editor.close()
        self._edited = id
        scaled = QFont(font)
        scaled.setPixelSize(round(font.pixelSize() * self._viewer.zoom))
        place = self._viewer.mapFromScene(rect).boundingRect()
        theme = self._viewer.look.theme
        self.editor.open(place, text, scaled, theme, accept, has_lines=has_lines)

    def _add(self, label: str, function: Callable[[Graph], tuple[Graph, str]]) -> None:
        """Draws a frame or a note, selects it, and asks what is to stand in it."""
        id = self._document.make_in_graph(label, function)
        if id is not None:
            self._canvas.select([], [id])
            self.edit(id)

    def _resize(self, id: str, rect: Rect) -> None:
        what = "Frame" if id in self._document.graph.frames else "Note"
        self._document.edit_graph(
            f"Resize {what}", lambda graph: annotations.resize(graph, id, rect)
        )

    def _selection(self) -> tuple[list[str], list[str], framing.Sizes]:
        return self._canvas.selected(), self.selected(), self._canvas.sizes()

    def _forget_what_is_gone(self) -> None:
        graph = self._document.graph
        if self._edited not in {**graph.nodes, **graph.frames, **graph.notes}:
            self._leave()

    def _leave(self, *_: object) -> None:
        self._edited = None
        self.editor.close(is_accepted=False)


def _text_rect(item: AnnotationItem) -> QRectF:
    rect = item.rect()
    if item.is_frame:
        rect.setHeight(framing.TITLE)
    return rect

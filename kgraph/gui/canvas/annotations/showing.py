"""Makes the frames and notes on the canvas equal to the graph's: what differs alone."""

from kgraph.document.arranging.annotations import find
from kgraph.document.diff import GraphDiff
from kgraph.document.graph import Graph
from kgraph.gui.canvas.annotations.handling import Handling
from kgraph.gui.canvas.annotations.item import AnnotationItem
from kgraph.gui.canvas.style import Style


def show_annotations(
    viewer: Handling, graph: Graph, difference: GraphDiff, style: Style
) -> None:
    """Adds, changes and takes away items as the difference says."""
    for id in (*difference.frames_removed, *difference.notes_removed):
        viewer.remove_annotation(id)
    for id in (*difference.frames_added, *difference.notes_added):
        viewer.add_annotation(AnnotationItem(find(graph, id), style))
    for id in (*difference.frames_changed, *difference.notes_changed):
        viewer.annotations[id].show_annotation(find(graph, id))

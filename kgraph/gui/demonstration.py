"""Draws a project node by node, trains it and takes it away, all in the open window."""

from itertools import islice
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer

from kgraph.document.graph import Graph
from kgraph.document.project import Project, with_graphs
from kgraph.gui.document import Document
from kgraph.gui.window import MainWindow
from kgraph.messages import Export, Exported, TrainingEnded

BEAT = 350  # milliseconds from one node to the next: quick, but the eye can follow


class Demonstration(QObject):
    """Plays the main job on a window, with the edits and requests that a person makes.

    Args:
        project: What is drawn, trained and exported.
        folder: Where the document, the model and the program are written to.
    """

    def __init__(
        self, window: MainWindow, document: Document, project: Project, folder: Path
    ) -> None:
        super().__init__(window)
        self._window = window
        self._document = document
        self._project = project
        self._path = folder.absolute() / f"{project.main.name}.kgraph"
        self._drawn = 0
        self._timer = QTimer(self, interval=BEAT)
        self._timer.timeout.connect(self._draw_next)

    def start(self) -> None:
        """Begins with an empty canvas."""
        self._document.replace(drawn_so_far(self._project, 0))
        self._window.session.reported.connect(self._hear_run)
        self._window.engine.received.connect(self._hear_engine)
        self._document.replaced.connect(self._end)
        self._timer.start()

    def _end(self) -> None:
        """Leaves the window to the person, who has perhaps begun something else."""
        self._timer.stop()
        self.deleteLater()

    def _draw_next(self) -> None:
        graph = self._project.main
        if self._drawn == len(graph.nodes):
            self._timer.stop()
            self._train()
            return
        self._drawn += 1
        drawn = drawn_so_far(self._project, self._drawn)
        newest = drawn.main.layer_of(next(reversed(drawn.main.nodes)))
        self._document.edit(f"Add {newest.type}", lambda _: drawn)
        self._window.panels.canvas.zoom_to_fit()

    def _train(self) -> None:
        if self._window.filing.write(self._path):
            self._window.train()

    def _hear_run(self, event: object) -> None:
        if not isinstance(event, TrainingEnded):
            return
        self._window.session.reported.disconnect(self._hear_run)
        for format, suffix in (("python", ".py"), ("keras", ".keras")):
            target = str(self._path.with_suffix(suffix))
            path = str(self._path)
            request = Export(self._document.project, format, target, path, event.run)
            self._window.engine.send(request)

    def _hear_engine(self, event: object) -> None:
        if isinstance(event, Exported) and event.format == "keras":
            names = ", ".join(
                self._path.with_suffix(s).name for s in (".kgraph", ".keras", ".py")
            )
            self._window.panels.notice.say(
                f"Drawn, trained and taken away: {names} in {self._path.parent}. "
                "Now change something and press Train again.",
                "success",
            )
            self._end()


def drawn_so_far(project: Project, count: int) -> Project:
    """Returns the project as it was when its first `count` nodes had been placed."""
    main = first_nodes(project.main, count)
    bindings = project.data.bindings
    kept = {id: binding for id, binding in bindings.items() if id in main.layers}
    return with_graphs(
        replace(project, data=replace(project.data, bindings=kept)), main
    )


def first_nodes(graph: Graph, count: int) -> Graph:
    """Returns the graph as it was when its first `count` nodes had been placed."""
    nodes = dict(islice(graph.nodes.items(), count))
    called = {node.layer for node in nodes.values()}
    return replace(
        graph,
        nodes={
            id: replace(
                node,
                inputs={
                    argument: kept
                    for argument, sources in node.inputs.items()
                    if (kept := tuple(s for s in sources if s.node in nodes))
                },
            )
            for id, node in nodes.items()
        },
        layers={id: layer for id, layer in graph.layers.items() if id in called},
        positions={id: p for id, p in graph.positions.items() if id in nodes},
    )

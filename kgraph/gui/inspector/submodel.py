"""What the page of a submodel's node says of the graph that it stands for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from kgraph.document.graph import Layer
from kgraph.document.nesting import calls_to
from kgraph.document.project import Project
from kgraph.gui.document import Document
from kgraph.gui.inspector.section import SectionPanel, muted
from kgraph.gui.inspector.words import ends_of, instances_in_words


class SubmodelPanel(SectionPanel):
    """Names the definition, its ports and who else calls it; opens it."""

    def __init__(self, document: Document, graph_id: str) -> None:
        super().__init__("Definition")
        self._document = document
        self._graph_id = graph_id
        self.name = QLabel(objectName="definition name")
        self.ports = muted()
        self.sharing = muted()
        self.sharing.setObjectName("sharing")
        self.open = QPushButton("Open Submodel")
        self.open.setToolTip("Shows the submodel in a tab (Ctrl+Return).")
        self.open.clicked.connect(lambda: document.show_graph(graph_id))
        for widget in (self.name, self.ports, self.sharing):
            widget.setTextFormat(Qt.TextFormat.PlainText)
            self.add(widget)
        self.rows.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)

    def show_layer(self, layer: Layer, graph_id: str) -> None:
        """Shows the definition of a layer of a graph."""
        project = self._document.project
        graph = project.graphs.get(self._graph_id)
        if graph is None:
            return
        self.name.setText(graph.name)
        self.ports.setText("\n".join(ends_of(graph)))
        self.sharing.setText(_sharing(project, graph_id, layer, self._graph_id))


def _sharing(project: Project, graph_id: str, layer: Layer, submodel: str) -> str:
    """Says which other layers have the same drawing."""
    calls = calls_to(project, submodel)
    layers = [(c.graph, project.graphs[c.graph].nodes[c.node].layer) for c in calls]
    others = dict.fromkeys(key for key in layers if key != (graph_id, layer.id))
    names = [project.graphs[g].layers[id].name for g, id in others]
    return instances_in_words(names)

"""The field in which a layer or a graph is given another name."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from kgraph.document.errors import EditError
from kgraph.document.graph import Graph
from kgraph.gui.document import Document


class NameField(QWidget):
    """Renames what is shown; a name that cannot be stays, and below it why.

    Args:
        what: What the name is of: "Layer name".
        rename: Returns the graph that is shown with the new name in it.
    """

    def __init__(
        self, document: Document, what: str, rename: Callable[[Graph, str], Graph]
    ) -> None:
        super().__init__()
        self._document = document
        self._rename = rename
        self._name = ""
        self.field = QLineEdit(objectName=what.lower())
        self.field.setAccessibleName(what)
        self.field.editingFinished.connect(self._accept)
        self.error = QLabel(wordWrap=True, visible=False, objectName="name error")
        self.error.setProperty("role", "error")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self.field)
        layout.addWidget(self.error)

    def show_name(self, name: str) -> None:
        """Shows the name; what was typed since it was last shown stays."""
        if name != self._name or not self.field.isModified():
            self._name = name
            self.field.setText(name)
            self._refuse("")

    def _accept(self) -> None:
        name = self.field.text()
        self._refuse("")
        if name == self._name:
            return
        try:
            self._rename(self._document.graph, name)
        except EditError as error:
            self._refuse(str(error))
            return
        self._document.edit_graph(
            f"Rename {self._name} to {name}", lambda graph: self._rename(graph, name)
        )

    def _refuse(self, message: str) -> None:
        self.error.setText(message)
        self.error.setVisible(bool(message))

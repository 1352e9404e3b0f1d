"""The person's own library: what the menus do to it, with the questions in between."""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from kgraph.document.copying.bundles import extract
from kgraph.document.errors import KgraphError
from kgraph.document.nesting import first_called
from kgraph.document.project import MAIN
from kgraph.document.weights import without_keys
from kgraph.gui.canvas import CanvasPanel
from kgraph.gui.document import Document
from kgraph.gui.submodels import shelf
from kgraph.gui.submodels.library import Library
from kgraph.gui.submodels.naming import ask_name


class Shelving:
    """Puts submodels into the library, renames them there and takes them out.

    Args:
        say: Tells the person a sentence, of a severity.
        window: What questions lie on.
    """

    def __init__(
        self,
        document: Document,
        canvas: CanvasPanel,
        library: Library,
        say: Callable[[str, str], object],
        window: QWidget,
    ) -> None:
        self._document = document
        self._canvas = canvas
        self._library = library
        self._say = say
        self._window = window

    def save_selected(self) -> None:
        """Keeps the submodel that is selected or, if none is, the one that is shown."""
        graph = self._document.graph
        found = first_called(graph, self._canvas.selected())
        if found is None and graph.id != MAIN and not self._canvas.selected():
            found = graph.id
        if found is None:
            self._say(
                "Select a submodel to save it to your library. Make Submodel makes one "
                "of the selected layers.",
                "warning",
            )
            return
        self.save(found)

    def save(self, graph_id: str) -> None:
        """Keeps a submodel of the project, with those inside of it."""
        project = self._document.project
        if graph_id not in project.graphs:  # as in a damaged file
            self._say("The drawing of this submodel is not there.", "warning")
            return
        name = project.graphs[graph_id].name
        path = shelf.path_of(name)
        question = f"Your library has {path.stem!r} already. Replace it?"
        if path.exists() and not self._agrees("Replace", question):
            return
        # A library outlives the weights file that a drawing names.
        bare = without_keys(extract(project, graph_id))
        if self._try(lambda: shelf.keep(name, replace(bare, weights=""))):
            self._say(f"Saved {path.stem!r} to your library.", "success")

    def rename(self, name: str) -> None:
        """Asks for another name of a submodel of the library."""
        new = ask_name(self._window, "Rename in Your Library", name)
        if new is not None and new != name:
            self._try(lambda: shelf.rename(self._library.path(name), new))

    def remove(self, name: str) -> None:
        """Takes a file out of the library, if the person is sure."""
        question = (
            f"Remove {name!r} from your library? Drawings that hold it keep it. This "
            "cannot be undone."
        )
        if self._agrees("Remove", question):
            self._try(lambda: shelf.remove(self._library.path(name)))

    def show_folder(self) -> None:
        """Shows the library's folder in the desktop's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(shelf.folder())))

    def _agrees(self, verb: str, question: str) -> bool:
        button = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window, f"{verb} in Your Library", question, button.Yes | button.No
        )
        return answer == button.Yes

    def _try(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except KgraphError as error:
            self._say(str(error), "warning")
            return False
        finally:
            self._library.refresh()
        return True

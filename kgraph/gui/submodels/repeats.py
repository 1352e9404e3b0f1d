"""The blocks that a drawing repeats, and what can be drawn of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from kgraph.document.analysis import Analysis
from kgraph.document.graph import Graph
from kgraph.document.repeats import (
    Block,
    as_submodels,
    find_blocks,
    frame_blocks,
    in_words,
)
from kgraph.document.telling.words import plural
from kgraph.gui.canvas import CanvasPanel
from kgraph.gui.document import Document
from kgraph.gui.inspector.section import muted
from kgraph.gui.inspector.style import style_sheet
from kgraph.gui.theme import Theme

WIDTH, HEIGHT = 420, 460
NOTHING = "Nothing in this drawing comes several times in a row."


class Repeats:
    """Offers the blocks of the graph that is shown, to frame or to make submodels of.

    Args:
        analysis: Returns what is known; new Inputs get their shapes from it.
    """

    def __init__(
        self,
        document: Document,
        canvas: CanvasPanel,
        analysis: Callable[[], Analysis],
        theme: Theme,
        window: QWidget,
    ) -> None:
        self._document = document
        self._canvas = canvas
        self._analysis = analysis
        self._theme = theme
        self._window = window

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours."""
        self._theme = theme

    def offer(self) -> None:
        """Shows the blocks, if there are any."""
        blocks = find_blocks(self._document.graph)
        if not blocks:
            self._document.failed.emit(NOTHING)
            return
        graph = self._document.graph
        dialog = RepeatsDialog(graph, blocks, self._theme, self._window)
        dialog.pointed_at.connect(self._show)
        dialog.frames_chosen.connect(self._frame)
        dialog.submodels_chosen.connect(self._make)
        dialog.open()

    def _show(self, block: Block) -> None:
        self._canvas.select(block.nodes)
        self._canvas.reveal(block.nodes)

    def _frame(self) -> None:
        sizes = self._canvas.sizes()
        self._document.edit_graph(
            "Frame Repeated Blocks",
            lambda graph: frame_blocks(graph, find_blocks(graph), sizes),
        )

    def _make(self) -> None:
        shown, analysis = self._document.graph_id, self._analysis()

        calls = self._document.make(
            "Make Submodels of Repeated Blocks",
            lambda project: as_submodels(project, shown, analysis),
        )
        if calls is not None:
            self._canvas.select(calls)
            self._canvas.reveal(calls)


class RepeatsDialog(QDialog):
    """Lists the blocks of a graph; the one that is chosen shows on the canvas."""

    pointed_at = Signal(Block)
    frames_chosen = Signal()
    submodels_chosen = Signal()

    def __init__(
        self, graph: Graph, blocks: Sequence[Block], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._blocks = blocks
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Repeated Blocks")
        ground = f"RepeatsDialog {{ background: {theme.surface.name()}; }}"
        self.setStyleSheet(style_sheet(theme) + ground)
        self.summary = QLabel(share_in_words(graph, blocks), wordWrap=True)
        self.list = QListWidget()
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.addItems([_line(block) for block in blocks])
        self.list.currentRowChanged.connect(self._point)
        self._arrange()

    def _arrange(self) -> None:
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.submodels = buttons.addButton("Make &Submodels", role.AcceptRole)
        self.submodels.setProperty("role", "primary")
        self.submodels.setDefault(True)
        self.frames = buttons.addButton("Draw &Frames", role.AcceptRole)
        buttons.addButton("Cancel", role.RejectRole)
        self.submodels.clicked.connect(self.submodels_chosen)
        self.frames.clicked.connect(self.frames_chosen)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.summary)
        column.addWidget(self.list, 1)
        column.addWidget(
            muted(
                "Submodels of one kind share a drawing; each keeps weights of its own. "
                "Frames mean nothing to Keras."
            )
        )
        column.addWidget(buttons)
        self.resize(WIDTH, HEIGHT)

    def _point(self, row: int) -> None:
        if 0 <= row < len(self._blocks):
            self.pointed_at.emit(self._blocks[row])


def share_in_words(graph: Graph, blocks: Sequence[Block]) -> str:
    """Returns how many blocks there are, and how much of the graph they are."""
    nodes = sum(len(block.nodes) for block in blocks)
    return f"{in_words(blocks)}: {nodes} of {plural(len(graph.nodes), 'node')}."


def _line(block: Block) -> str:
    return f"{block.name}: {plural(len(block.nodes), 'node')}, kind {block.kind}"

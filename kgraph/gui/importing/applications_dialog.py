"""The models of `keras.applications` to choose from."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kgraph.document.applications import APPLICATIONS, Application
from kgraph.gui.inspector.section import muted
from kgraph.gui.inspector.style import style_sheet
from kgraph.gui.quantities import amount, memory
from kgraph.gui.theme import Theme

SIZE = (600, 560)
MARGIN = 100  # to the ends of a window that is small
BYTES = 4  # of a weight
HEADERS = ("Model", "Layers", "Parameters", "Size", "Image")
WEIGHTS = {"None: new and untrained": None, "Trained on ImageNet": "imagenet"}
WALKING = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ApplicationsDialog(QDialog):
    """Lists every model with what it costs; typing finds one, Enter takes it."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import from keras.applications")
        ground = f"QDialog {{ background: {theme.surface.name()}; }}"
        self.setStyleSheet(style_sheet(theme) + ground)
        width, height = SIZE
        self.resize(width, min(height, parent.height() - MARGIN))
        self.field = QLineEdit(placeholderText="Search: resnet, mobile, v2 …")
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName("Search")
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list = _make_list()
        self.list.itemActivated.connect(self.accept)
        self.list.currentItemChanged.connect(self._look)
        self.weights = QComboBox(accessibleName="Weights")
        self.weights.addItems(list(WEIGHTS))
        self.weights.currentTextChanged.connect(self._look)
        self.hint = muted()
        self.button = QPushButton("&Import", objectName="import")
        self.button.setProperty("role", "primary")
        self.button.setDefault(True)
        self.button.clicked.connect(self.accept)
        self._arrange()
        self._search("")

    @property
    def chosen(self) -> Application | None:
        """The model that is marked."""
        item = self.list.currentItem()
        return None if item is None or item.isHidden() else _application(item)

    @property
    def chosen_weights(self) -> str | None:
        """`imagenet`, or None for new ones."""
        return WEIGHTS[self.weights.currentText()]

    def shown(self) -> list[str]:
        """Returns the names in the list."""
        return [item.text(0) for item in self._items() if not item.isHidden()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets arrows and pages move through the list while a name is typed."""
        if isinstance(event, QKeyEvent) and event.key() in WALKING:
            QApplication.sendEvent(self.list, event)
            return True
        return False

    def _arrange(self) -> None:
        cancel = QPushButton("Cancel")
        cancel.clicked.connect(self.reject)
        buttons = QDialogButtonBox()
        buttons.addButton(self.button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&Weights", self.weights)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        layout.addLayout(form)
        layout.addWidget(self.hint)
        layout.addWidget(buttons)
        self.field.setFocus()

    def _items(self) -> list[QTreeWidgetItem]:
        root = self.list.invisibleRootItem()
        return [root.child(row) for row in range(root.childCount())]

    def _search(self, text: str) -> None:
        words = text.lower().split()
        for item in self._items():
            item.setHidden(not all(word in item.text(0).lower() for word in words))
        found = [item for item in self._items() if not item.isHidden()]
        if self.list.currentItem() not in found:
            first = self.list.indexFromItem(found[0]) if found else QModelIndex()
            self.list.setCurrentIndex(first)
        self._look()

    def _look(self, *_: object) -> None:
        chosen = self.chosen
        self.button.setEnabled(chosen is not None)
        if chosen is None:
            self.hint.setText("No model is called that.")
        elif self.chosen_weights is None:
            self.hint.setText("Only the drawing; nothing is downloaded.")
        else:
            size = memory(BYTES * chosen.parameters)
            self.hint.setText(f"Keras downloads about {size}, unless it has them.")


def _make_list() -> QTreeWidget:
    tree = QTreeWidget(rootIsDecorated=False, uniformRowHeights=True)
    tree.setHeaderLabels(list(HEADERS))
    tree.setAccessibleName("Models")
    tree.setAllColumnsShowFocus(True)
    for number in range(1, len(HEADERS)):
        tree.headerItem().setTextAlignment(number, RIGHT)
    tree.addTopLevelItems([_item(application) for application in APPLICATIONS])
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return tree


def _item(application: Application) -> QTreeWidgetItem:
    size = " × ".join("?" if n is None else str(n) for n in application.shape)
    item = QTreeWidgetItem(
        [
            application.name,
            str(application.layers),
            amount(application.parameters),
            memory(BYTES * application.parameters),
            size,
        ]
    )
    for number in range(1, len(HEADERS)):
        item.setTextAlignment(number, RIGHT)
    item.setData(0, Qt.ItemDataRole.UserRole, application)
    return item


def _application(item: QTreeWidgetItem) -> Application:
    found: Application = item.data(0, Qt.ItemDataRole.UserRole)
    return found

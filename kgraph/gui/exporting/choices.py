"""What a format lets a person choose, one row each."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from kgraph.document.formats import Format, Option
from kgraph.gui.exporting.target import TargetField
from kgraph.gui.exporting.weights import Weights


class ChoicesPanel(QWidget):
    """The rows of one format after the other; answers hold from one to the next."""

    def __init__(self, weights: Sequence[Weights]) -> None:
        super().__init__()
        self._weights = weights
        self._chosen: dict[tuple[str, str], str] = {}
        self._format: Format | None = None
        self.boxes: dict[str, QComboBox] = {}
        self.weights_box = QComboBox(accessibleName="Weights")
        self.weights_box.addItems([choice.title for choice in weights])
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(8)
        self._form.setHorizontalSpacing(12)
        growing = QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow
        self._form.setFieldGrowthPolicy(growing)

    @property
    def weights(self) -> Weights:
        """The weights that go along."""
        return self._weights[self.weights_box.currentIndex()]

    @property
    def options(self) -> dict[str, str]:
        """Name of each of the format's options to what was chosen."""
        return {name: box.currentData() for name, box in self.boxes.items()}

    @property
    def fields(self) -> list[QWidget]:
        """What can be filled in, from the top, without the target."""
        return [self.weights_box, *self.boxes.values()]

    def show_format(self, format: Format, target: TargetField) -> None:
        """Shows what this format lets a person choose, and the target below it."""
        self._remember()
        for kept in (self.weights_box, target):
            self._take_out(kept)
        while self._form.rowCount():
            self._form.removeRow(0)
        self._format = format
        self.boxes = {option.name: self._box(option) for option in format.options}
        self.weights_box.setVisible(format.has_weights)
        if format.has_weights:
            self._form.addRow("&Weights", self.weights_box)
        for option in format.options:
            self._form.addRow(option.title, self.boxes[option.name])
        self._form.addRow("&Folder" if format.is_folder else "&File", target)

    def _take_out(self, widget: QWidget) -> None:
        """Takes a row apart and keeps its widget."""
        if self._form.indexOf(widget) >= 0:
            taken = self._form.takeRow(widget)
            if isinstance(label := taken.labelItem.widget(), QLabel):
                label.deleteLater()

    def _remember(self) -> None:
        if self._format is not None:
            for name, choice in self.options.items():
                self._chosen[self._format.name, name] = choice

    def _box(self, option: Option) -> QComboBox:
        box = QComboBox(accessibleName=option.title)
        for choice, title in zip(option.choices, option.titles, strict=True):
            box.addItem(title, choice)
        name = self._format.name if self._format is not None else ""
        before = self._chosen.get((name, option.name), "")
        box.setCurrentIndex(max(0, box.findData(before)))
        return box

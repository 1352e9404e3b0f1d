"""A row for each class: how well it is told from the others."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from kgraph.document.evaluation import OutputEvaluation

VALUE = Qt.ItemDataRole.UserRole
TIPS = {
    "Precision": "Of those that were taken for this class, the share that are of it",
    "Recall": "Of those that are of this class, the share that were taken for it",
    "F1": "The harmonic mean of precision and recall",
    "Support": "How many are of this class",
    "IoU": "Intersection over union of the pixels that are, and are taken for it",
    "ROC": "Area under the curve: 0.5 is chance, 1 is always right",
    "PR": "The average precision",
}


class ClassTable(QTreeWidget):
    """A table that sorts by any column."""

    def __init__(self) -> None:
        super().__init__(rootIsDecorated=False, uniformRowHeights=True)
        self.setAlternatingRowColors(False)
        self.setAccessibleName("Scores of each class")
        self.setSortingEnabled(True)

    def show_output(self, output: OutputEvaluation) -> None:
        """Shows the classes of an Output, in their own order."""
        columns = table_of(output)
        self.setSortingEnabled(False)
        self.clear()
        self.setColumnCount(len(columns[0]))
        self.setHeaderLabels([str(name) for name in columns[0]])
        for place, name in enumerate(columns[0]):
            self.headerItem().setToolTip(place, TIPS.get(str(name), ""))
        for number, row in enumerate(columns[1:]):
            self.addTopLevelItem(_Row(number, row))
        self.header().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        for place in range(len(columns[0])):
            self.resizeColumnToContents(place)


def table_of(output: OutputEvaluation) -> list[Sequence[str | float | None]]:
    """Returns the header and a row for each class."""
    has_iou = bool(output.classes) and output.classes[0].iou is not None
    areas = {
        kind: {curve.name: curve.area for curve in curves.curves}
        for kind, curves in (("ROC", output.roc), ("PR", output.pr))
        if curves.curves
    }
    header = ["Class", "Precision", "Recall", "F1", "Support"]
    rows: list[Sequence[str | float | None]] = [
        [*header, *(["IoU"] if has_iou else []), *areas]
    ]
    for c in output.classes:
        iou = [c.iou] if has_iou else []
        found = [of_classes.get(c.name) for of_classes in areas.values()]
        rows.append([c.name, c.precision, c.recall, c.f1, c.support, *iou, *found])
    return rows


class _Row(QTreeWidgetItem):
    """A class; numbers are compared as numbers."""

    def __init__(self, number: int, values: Sequence[str | float | None]) -> None:
        super().__init__([_text(value) for value in values])
        for place, value in enumerate(values):
            self.setData(place, VALUE, value if place else number)
            if place:
                self.setTextAlignment(place, Qt.AlignmentFlag.AlignRight)

    def __lt__(self, other: object) -> bool:
        assert isinstance(other, QTreeWidgetItem)
        place = self.treeWidget().sortColumn()
        mine, theirs = self.data(place, VALUE), other.data(place, VALUE)
        return (-1.0 if mine is None else mine) < (-1.0 if theirs is None else theirs)


def _text(value: str | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}"
    return value if isinstance(value, str) else f"{value:,}"

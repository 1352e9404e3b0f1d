"""What tests of the curves share: epochs to draw, and a hand on a plot."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from kgraph.messages import BatchesEnded, EpochEnded

LEFT = Qt.MouseButton.LeftButton


def add_epoch(view, epoch, rate=0.1):
    values = [3.0 - epoch - batch / 10 for batch in range(10)]
    logs = {"loss": values, "accuracy": [1 - v / 4 for v in values]}
    view.add_batches(BatchesEnded(epoch, 9, 10 * epoch, logs))
    logs = {"loss": values[-1], "val_loss": 3.2 - epoch, "learning_rate": rate}
    view.add_epoch(EpochEnded(epoch, 10 * epoch + 10, 60.0, logs))


def x_range(plot):
    return tuple(plot.item.getViewBox().viewRange()[0])


def y_range(plot):
    return tuple(plot.item.getViewBox().viewRange()[1])


def middle_of(plot):
    viewport = plot.view.viewport()
    return viewport, viewport.rect().center()


def turn_wheel(plot, amount=240):
    viewport, place = middle_of(plot)
    turn = QWheelEvent(
        *(QPointF(place), QPointF(viewport.mapToGlobal(place))),
        *(QPoint(), QPoint(0, amount)),
        *(LEFT & ~LEFT, Qt.KeyboardModifier.NoModifier),
        *(Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(viewport, turn)

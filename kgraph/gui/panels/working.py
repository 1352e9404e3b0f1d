"""What the window waits for, and a way out."""

import time
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton

SOON = 3  # seconds after which it is said how long it has taken
WIDTH = 120


class Working(QFrame):
    """A bar above the canvas for as long as something is under way."""

    cancelled = Signal()

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(visible=False)
        self._clock = clock
        self._sentence = ""
        self._began = 0.0
        self.setProperty("role", "notice")
        self._text = QLabel(wordWrap=True)
        self._bar = QProgressBar(textVisible=False, maximum=0)  # it only moves
        self._bar.setFixedWidth(WIDTH)
        self.button = QPushButton("Cancel")
        self.button.clicked.connect(self.cancelled)
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._show_time)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 5, 6, 5)
        layout.setSpacing(12)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._bar)
        layout.addWidget(self.button)

    @property
    def text(self) -> str:
        """The sentence that is shown, empty if none is."""
        return self._text.text() if not self.isHidden() else ""

    def begin(self, sentence: str) -> None:
        """Says what is under way."""
        self._sentence = sentence
        self._began = self._clock()
        self._text.setText(sentence)
        self.button.setAccessibleName(f"Cancel: {sentence}")
        self._bar.setMaximum(0)
        self._timer.start()
        self.show()

    def end(self) -> None:
        """Leaves: nothing is under way any more."""
        self._timer.stop()
        self._bar.setMaximum(1)  # a hidden bar that moves would keep the window busy
        self.hide()

    def _show_time(self) -> None:
        seconds = int(self._clock() - self._began)
        if seconds >= SOON:
            self._text.setText(f"{self._sentence}  {seconds} s")

"""TensorBoard on runs, in a process that ends with the window."""

import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QProcess, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

PATIENCE = 3000  # milliseconds that it has to leave by itself
COMMAND = ("-P", "-m", "kgraph")  # -P: nothing is imported from the folder


class _Address(msgspec.Struct):
    url: str


class TensorBoard(QObject):
    """Has the logs of runs written, TensorBoard started on them, and a browser opened.

    Args:
        opens: Opens an address in the person's browser.
        command: What Python is called with; tests call a smaller program.
    """

    said = Signal(str, str)
    """A sentence about how it goes, and its severity."""

    def __init__(
        self,
        parent: QObject,
        opens: Callable[[QUrl], bool] = QDesktopServices.openUrl,
        command: tuple[str, ...] = COMMAND,
    ) -> None:
        super().__init__(parent)
        self._opens = opens
        self._command = command
        self._process: QProcess | None = None
        self._output = b""
        if application := QApplication.instance():
            application.aboutToQuit.connect(self.kill)

    @property
    def is_going_on(self) -> bool:
        """Whether it is being started, or there to be looked at."""
        return self._process is not None

    def show(self, folder: Path, runs: tuple[str, ...]) -> None:
        """Opens TensorBoard on runs; one that was opened before ends.

        Args:
            folder: Of the store.
            runs: Their ids.
        """
        self.close()
        self._output = b""
        self._process = process = QProcess(self)
        process.setProgram(sys.executable)
        asked = ["runs", "tensorboard", str(folder), *runs]
        how = ["--json", "--no-browser", "--with-input"]
        process.setArguments([*self._command, *asked, *how])
        process.readyReadStandardOutput.connect(lambda: self._hear(process))
        process.finished.connect(lambda *_: self._mourn(process))
        process.errorOccurred.connect(lambda error: self._give_up(process, error))
        self.said.emit("Writing logs and starting TensorBoard…", "info")
        process.start()

    def close(self) -> None:
        """Lets it read the end of its input, and ends it if it lingers."""
        process, self._process = self._process, None
        if process is not None:
            process.finished.connect(process.deleteLater)
            process.closeWriteChannel()
            QTimer.singleShot(PATIENCE, process, process.kill)

    def kill(self) -> None:
        """Ends it now, and one that is just leaving: the window is gone."""
        self._process = None
        for process in self.findChildren(QProcess):
            process.kill()
            process.waitForFinished(PATIENCE)

    def _hear(self, process: QProcess) -> None:
        if process is not self._process:
            return
        self._output += bytes(process.readAllStandardOutput().data())
        try:
            url = msgspec.json.decode(self._output, type=_Address).url
        except msgspec.DecodeError:
            return  # the rest is on its way
        self._output = b""
        if self._opens(QUrl(url)):
            self.said.emit(f"TensorBoard is open in your browser: {url}", "info")
        else:
            self.said.emit(f"Open this address in a browser: {url}", "warning")

    def _mourn(self, process: QProcess) -> None:
        """Says why it ended; nobody asked it to."""
        if process is self._process:
            self._process = None
            words = bytes(process.readAllStandardError().data()).decode(
                errors="replace"
            )
            told = words.strip().splitlines()
            reason = told[-1].removeprefix("kgraph: ") if told else "it gave no reason."
            self.said.emit(f"TensorBoard is not open: {reason}", "error")
            process.deleteLater()

    def _give_up(self, process: QProcess, error: QProcess.ProcessError) -> None:
        is_missing = error == QProcess.ProcessError.FailedToStart
        if is_missing and process is self._process:
            self._process = None
            reason = process.errorString()
            self.said.emit(f"TensorBoard cannot be started: {reason}.", "error")

"""`python -m kgraph.engine`: one JSON line in, JSON lines out, until the input ends."""

import os
import signal
import sys
import threading
from typing import Any, BinaryIO

import msgspec
from PySide6.QtCore import QCoreApplication, QObject, Signal

from kgraph.engine.in_process import InProcessEngine
from kgraph.messages import Failed, decode_request, encode


class Lines(QObject):
    """The protocol's two ends: requests come in and events go out, a line each.

    A thread waits for lines, since waiting for a pipe differs between systems; all
    else happens in the main thread, which is free to hear `Stop`.
    """

    received = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, source: BinaryIO, target: BinaryIO) -> None:
        super().__init__()
        self._source = source
        self._target = target

    def listen(self) -> None:
        """Starts to read requests."""
        threading.Thread(target=self._read, daemon=True).start()

    def write(self, event: Any) -> None:
        """Writes an event; if nobody reads any more, that is the end."""
        try:
            self._target.write(encode(event))
            self._target.flush()
        except OSError:
            self.ended.emit()

    def _read(self) -> None:
        for line in self._source:
            if not line.strip():
                continue
            try:
                request = decode_request(line)
            except msgspec.MsgspecError as error:
                shown = line[:80].decode(errors="replace").strip()
                message = f"Expected a request on one line: {error}. Received: {shown}"
                self.failed.emit(Failed("", message))
            else:
                self.received.emit(request)
        self.ended.emit()


def main() -> None:
    """Serves requests from standard input until it ends."""
    target = _take_stdout()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to hear
    application = QCoreApplication(sys.argv[:1])
    lines = Lines(sys.stdin.buffer, target)
    engine = InProcessEngine()
    send: Any = engine.send  # the stubs of PySide know slots of `object` alone
    lines.received.connect(send)
    lines.failed.connect(lines.write)
    lines.ended.connect(application.quit)
    engine.received.connect(lines.write)
    lines.listen()
    application.exec()
    # Nothing is left to tidy up, and Python's own end would be a race: a thread that is
    # inside Qt then (the reader, as it says that the input has ended) aborts the
    # process, and one that is deep in a library keeps it for ever.
    os._exit(0 if engine.close() else 1)


def _take_stdout() -> BinaryIO:
    """Keeps stdout for the protocol; whatever else is printed goes to stderr."""
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return target


if __name__ == "__main__":
    main()

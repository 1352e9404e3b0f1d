"""`python -m kgraph.engine.run FOLDER`: one run, in a process that outlives its window.

The folder is all that it has in common with others: it reads `request.json` there,
writes what happens to the journal, and hears what it is asked for in its commands.
"""

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from kgraph.engine import environment
from kgraph.messages import Failed, Train, TrainingBegan, TrainingEnded, decode_request
from kgraph.runs import alive
from kgraph.runs.folder.journal import Journal
from kgraph.runs.places import BUSY, REQUEST
from kgraph.runs.storing.listing import LOCK
from kgraph.training.thread import TrainingThread

_HEARTBEAT = 100  # milliseconds between two looks for signals


class RunHost:
    """Trains what is asked for in a folder; Qt's event loop ends with the run.

    Attributes:
        code: What the process is to return.
    """

    def __init__(self, folder: Path, application: QCoreApplication) -> None:
        request = decode_request((folder / REQUEST).read_bytes())
        if not isinstance(request, Train):
            raise SystemExit(f"{folder} holds no request to train.")
        environment.prepare(request.project.training)
        self.code = 0
        self._folder = folder
        self._goes_on = bool(request.run)
        self._has_begun = False
        place = "" if request.run else folder.name
        self._thread = TrainingThread(request, place=place)
        self._thread.event_reported.connect(self._hear)
        self._thread.finished.connect(application.quit)
        signal.signal(signal.SIGTERM, lambda *_: self._thread.stop())
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to hear
        self._heartbeat = QTimer(interval=_HEARTBEAT)
        self._heartbeat.timeout.connect(lambda: None)  # lets Python look for signals
        self._heartbeat.start()
        self._thread.start()

    def _hear(self, event: object) -> None:
        """Writes down why a run could not begin; what happens later is written."""
        self._has_begun |= isinstance(event, TrainingBegan | TrainingEnded)
        if not isinstance(event, Failed) or self._has_begun:
            return
        if self._goes_on and alive.is_held(self._folder / LOCK):
            self.code = BUSY  # that journal is another's
        else:
            journal = Journal(self._folder)
            journal.write(event)
            journal.close()


def main() -> None:
    """Trains, and ends the process with the run."""
    application = QCoreApplication(sys.argv[:1])
    host = RunHost(Path(sys.argv[1]), application)
    application.exec()
    sys.stdout.flush()
    # Python's own end waits for threads of libraries, and may race with Qt's.
    os._exit(host.code)


if __name__ == "__main__":
    main()

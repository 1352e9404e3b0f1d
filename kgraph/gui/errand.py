"""What the window has asked an engine for and waits for, without standing still."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from kgraph.gui.lasting_engine import LastingEngine
from kgraph.messages import AnyRequest, Event, Failed


class Errand(QObject):
    """Asks an engine for one thing at a time, and hears what became of it.

    An engine that is started again, by whomever, is asked again. One that dies is
    asked again too, unless the errand may have been what it died of.

    Args:
        name: The type of the requests, as a `Failed` names them.
        answer: The type of the event that answers one.
        is_repeated: Whether to ask again after an engine has died.
    """

    answered: Any = Signal(object, object)
    """The request, and the event that answers it."""

    failed: Any = Signal(object, str)
    """The request, and one sentence."""

    changed = Signal()
    """Something has been asked for, or is no longer waited for."""

    def __init__(
        self,
        engine: LastingEngine,
        name: str,
        answer: type,
        parent: QObject,
        *,
        is_repeated: bool,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._name = name
        self._answer = answer
        self._is_repeated = is_repeated
        self._request: AnyRequest | None = None
        engine.received.connect(self._hear)
        engine.started.connect(self._ask_again)
        engine.died.connect(self._mourn)
        engine.gave_up.connect(self._fail)

    @property
    def request(self) -> AnyRequest | None:
        """What is waited for, if anything."""
        return self._request

    def ask(self, request: AnyRequest) -> None:
        """Asks for something, and no longer for what was asked before."""
        self.cancel()
        self._engine.start()  # it may have given up
        self._request = request
        self._engine.send(request)
        self.changed.emit()

    def cancel(self) -> None:
        """Waits no longer: an engine that is busy with it is ended, another started."""
        if self._request is not None:
            self._end()
            self._engine.restart()

    def _ask_again(self) -> None:
        if self._request is not None:
            self._engine.send(self._request)

    def _mourn(self, reason: str) -> None:
        if not self._is_repeated:
            self._fail(reason)

    def _fail(self, reason: str) -> None:
        request = self._end()
        if request is not None:
            self.failed.emit(request, reason if reason.endswith(".") else f"{reason}.")

    def _hear(self, event: object) -> None:
        if self._request is None or not self._is_answer(event):
            return
        if isinstance(event, Failed):
            self._fail(event.message)
        else:
            self.answered.emit(self._end(), event)

    def _is_answer(self, event: object) -> bool:
        """Whether it is about what was asked here, and not by another errand."""
        if isinstance(event, Failed):
            return event.request == self._name and event.about in ("", self._about)
        if isinstance(event, Event) and isinstance(event, self._answer):
            return event.about == self._about
        return False

    @property
    def _about(self) -> str:
        return self._request.about if self._request is not None else ""

    def _end(self) -> AnyRequest | None:
        request, self._request = self._request, None
        if request is not None:
            self.changed.emit()
        return request

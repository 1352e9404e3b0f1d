"""Downloads that give up within seconds where nobody answers."""

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from threading import Thread
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import BaseHandler, Request, build_opener, install_opener

PATIENCE = 8.0  # seconds


@contextmanager
def giving_up(patience: float = PATIENCE) -> Iterator[None]:
    """Lets what is downloaded inside fail early, and report on stderr alone.

    Keras sets no time limit: behind a firewall that drops packets, each of a server's
    addresses would be waited for in turn. So somebody knocks first.
    """
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(patience)
    install_opener(build_opener(_Knocking(patience)))
    try:
        with redirect_stdout(sys.stderr):  # standard output is for answers
            yield
    finally:
        install_opener(None)
        socket.setdefaulttimeout(before)


class _Knocking(BaseHandler):
    """Asks a server for a sign of life before anything is downloaded from it."""

    def __init__(self, patience: float) -> None:
        self._patience = patience

    def http_request(self, request: Request) -> Request:
        reasons: list[Any] = [f"no answer within {self._patience:g} seconds"]
        thread = Thread(
            target=_knock, args=(request.full_url, reasons, self._patience), daemon=True
        )
        thread.start()
        thread.join(self._patience)
        if reasons:
            raise URLError(reasons[-1])
        return request

    https_request = http_request


def _knock(url: str, reasons: list[Any], patience: float) -> None:
    """Empties the reasons not to go on if there is an answer, or adds one."""
    try:
        build_opener().open(Request(url, method="HEAD"), timeout=patience).close()
    except HTTPError:
        pass  # an answer, too: the download itself will say what is wrong
    except URLError as error:
        reasons.append(error.reason)
        return
    except OSError as error:
        reasons.append(error)
        return
    reasons.clear()

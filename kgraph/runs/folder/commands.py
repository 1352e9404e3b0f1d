"""What a run that is under way is asked for, by whoever opened its folder."""

from pathlib import Path

import msgspec

from kgraph.messages import Steering, decode_request, encode

NAME = "commands.jsonl"


def ask(folder: Path, request: Steering) -> None:
    """Asks the run of a folder for something; it hears within a moment.

    Raises:
        OSError: If the folder cannot be written to.
    """
    with (folder / NAME).open("ab", buffering=0) as file:
        # A request that was torn by the end of a process must not tear this one too.
        file.write(b"\n" + encode(request))


class CommandReader:
    """Hears what a run is asked for from now on.

    Args:
        folder: The run's.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._position = self._size()

    def read(self) -> list[Steering]:
        """Returns what was asked since the last time."""
        size = self._size()
        if size < self._position:  # somebody has begun the file anew
            self._position = 0
        if size == self._position:
            return []
        with self._path.open("rb") as file:
            file.seek(self._position)
            *lines, rest = file.read().split(b"\n")
            self._position = file.tell() - len(rest)
        return [request for line in lines if (request := _request(line)) is not None]

    def _size(self) -> int:
        try:
            return self._path.stat().st_size
        except FileNotFoundError:
            return 0


def _request(line: bytes) -> Steering | None:
    try:
        request = decode_request(line)
    except msgspec.DecodeError:
        return None
    return request if isinstance(request, Steering) else None

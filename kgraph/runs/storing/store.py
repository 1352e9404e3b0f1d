"""Remembers runs; safe with several processes that write at once."""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

from kgraph.document.files import dumps
from kgraph.document.project import Project
from kgraph.runs import alive, places
from kgraph.runs.run import Epoch, Run, RunError, State, batches_of
from kgraph.runs.storing import rows
from kgraph.runs.storing.listing import LOCK, chosen, filled, outlines
from kgraph.runs.storing.rows import Curves
from kgraph.runs.storing.sqlite_file import file_in, reading, writing


class RunStore:
    """The runs of one `.kgraph` file, in a folder.

    Args:
        folder: Holds `runs.sqlite` and a folder for each run; made when the first
            run begins.

    Example:

    >>> store = RunStore.beside("digits.kgraph")  # doctest: +SKIP
    >>> store.get("best").scores  # doctest: +SKIP
    {'loss': 0.05, 'accuracy': 0.98}
    """

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self._file = file_in(self.folder)
        self._held: dict[str, IO[bytes]] = {}

    @classmethod
    def beside(cls, path: str | Path | None) -> "RunStore":
        """Returns the store of a `.kgraph` file; see `places.beside`."""
        return cls(places.beside(path))

    def begin(
        self,
        project: Project,
        *,
        seed: int,
        versions: Mapping[str, str],
        notes: Iterable[str] = (),
        place: str = "",
    ) -> Run:
        """Makes a place for a run that is about to start in this process.

        Args:
            notes: Sentences about what it begins with.
            place: An id that was reserved for it; empty for a new one.

        Raises:
            RunError: If the folder cannot be written to.
        """
        with writing(self._file, makes_folder=True) as connection:
            key = int(place) if place else self._next_key(connection)
            run = Run(
                id=rows.id_of(key),
                folder=str(self.folder / rows.id_of(key)),
                state="running",
                started=time.time(),
                ended=None,
                seed=seed,
                settings=msgspec.structs.asdict(project.training),
                versions=dict(versions),
            )
            rows.write_run(connection, key, run)
            folder = Path(run.folder)
            folder.mkdir(exist_ok=bool(place))
            (folder / "document.kgraph").write_bytes(dumps(project))
            if text := "\n".join(notes):
                (folder / "notes.txt").write_text(text, encoding="utf-8")
            self._held[run.id] = alive.hold(folder / LOCK)
            (folder / places.BEGINNING).write_bytes(msgspec.json.encode(run))
        return self.get(run.id)

    def reserve(self) -> Path:
        """Makes the folder of a run that another process is about to begin.

        Raises:
            RunError: If the folder cannot be written to.
        """
        with writing(self._file, makes_folder=True) as connection:
            place = self.folder / rows.id_of(self._next_key(connection))
            place.mkdir()
        return place

    def demand_idle(self, which: str) -> Run:
        """Returns a run that can be gone on with.

        Raises:
            RunError: If there is none, it is under way, or it has no checkpoint.
        """
        run = self.get(which)
        if run.state == "running":
            raise RunError(
                f"Run {run.id} is under way in another process. Received: a request to "
                "go on with it. Stop it there, or wait until it has ended."
            )
        if not run.checkpoint.exists():
            raise RunError(
                f"Run {run.id} has no checkpoint to go on from. Received: a run that "
                f"is {run.state}. Train anew, perhaps with its weights."
            )
        return run

    @contextmanager
    def claimed(self, which: str) -> Iterator[Run]:
        """Keeps others from a run while this process finds out if it can go on.

        If it cannot, which is an error, the run is let go of and is what it was; else
        it stays with this process until its end.

        Raises:
            RunError: As `demand_idle`; or another process was quicker.
        """
        run = self.demand_idle(which).id
        try:
            lock = alive.try_to_hold(self.folder / run / LOCK)
        except OSError as error:
            raise RunError(
                f"Run {run} cannot be gone on with in {self.folder}. Received: {error}."
            ) from error
        if lock is None:
            raise RunError(f"Run {run} is under way in another process.")
        self._held[run] = lock
        try:
            yield self.get(run)  # another process may have gone on with it meanwhile
        except BaseException:
            self.let_go(run)
            raise

    def go_on(self, run: str) -> Run:
        """Says that a run goes on in this process, which has claimed it.

        Raises:
            RunError: If the folder cannot be written to.
        """
        with writing(self._file) as connection:
            connection.execute(
                "UPDATE runs SET state = 'running', ended = NULL, error = '' "
                "WHERE number = ?",
                (int(run),),
            )
        return self.get(run)

    def rewrite(self, run: str, epochs: Iterable[Epoch]) -> None:
        """Puts epochs in the place of all that is known of a run's."""
        with writing(self._file) as connection:
            connection.execute("DELETE FROM epochs WHERE run = ?", (int(run),))
            rows.write_epochs(connection, int(run), epochs)

    def record(self, run: str, epochs: Iterable[Epoch]) -> None:
        """Adds epochs to a run's history."""
        with writing(self._file) as connection:
            rows.write_epochs(connection, int(run), epochs)

    def end(
        self,
        run: str,
        state: State,
        *,
        scores: Mapping[str, float] | None = None,
        error: str = "",
    ) -> None:
        """Says how a run of this process ended, and lets go of it.

        Raises:
            RunError: If the folder cannot be written to; others see it as interrupted.
        """
        try:
            with writing(self._file) as connection:
                connection.execute(
                    "UPDATE runs SET state = ?, ended = ?, scores = ?, error = ? "
                    "WHERE number = ?",
                    (state, time.time(), rows.logs_text(scores or {}), error, int(run)),
                )
        finally:
            self.let_go(run)

    def let_go(self, run: str) -> None:
        """Lets go of a run of this process, if it has it; `end` does so too."""
        if lock := self._held.pop(run, None):
            alive.let_go(self.folder / run / LOCK, lock)

    def add(self, run: Run, document: bytes) -> Run:
        """Takes in a run that has ended elsewhere, its epochs with their batches.

        A run that is there already, with the same drawing and history, is not taken in
        twice.

        Args:
            run: Its id and folder do not count: it is given new ones.
            document: The bytes of the drawing as it was when the run began.

        Raises:
            RunError: If the folder cannot be written to.
        """
        for known in self.list():
            if _is_same(known, run) and _has(known.document, document):
                return known
        with writing(self._file, makes_folder=True) as connection:
            key = self._next_key(connection)
            rows.write_run(connection, key, run)
            rows.write_epochs(connection, key, run.epochs)
            folder = self.folder / rows.id_of(key)
            folder.mkdir()
            (folder / "document.kgraph").write_bytes(document)
        return self.get(rows.id_of(key))

    def list(self) -> tuple[Run, ...]:
        """Returns all runs, the earliest first.

        Raises:
            RunError: If there is a store that cannot be read.
        """
        runs = [outline.run for outline in outlines(self.folder)]
        return filled(self.folder, runs)

    def get(self, which: str) -> Run:
        """Returns one run.

        Args:
            which: An id, with or without its leading zeros; `latest`; or `best`, the
                one whose best epoch has the lowest `val_loss` (`loss` if no run had
                validation data).

        Raises:
            RunError: If there is no such run.
        """
        runs = tuple(outline.run for outline in outlines(self.folder))
        return chosen(self.folder, runs, which)

    def epochs(self, run: str) -> tuple[Epoch, ...]:
        """Returns the epochs of a run with the curves of their batches."""
        with reading(self._file) as connection:
            return rows.read_epochs(connection, int(run))

    def batches(self, run: str) -> Curves:
        """Returns the batch-level curves: name to one value per batch of the run."""
        return batches_of(self.epochs(run))

    def _next_key(self, connection: sqlite3.Connection) -> int:
        """Also passes over folders that a lost or interrupted store left behind."""
        (last,) = connection.execute(
            "SELECT MAX(number) FROM (SELECT number FROM runs UNION "
            "SELECT number FROM deleted)"
        ).fetchone()
        folders = (int(p.name) for p in self.folder.iterdir() if p.name.isdecimal())
        return 1 + max(last or 0, *folders, 0)


def _is_same(a: Run, b: Run) -> bool:
    return (a.started, a.ended, a.seed, len(a.epochs)) == (
        b.started,
        b.ended,
        b.seed,
        len(b.epochs),
    )


def _has(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data

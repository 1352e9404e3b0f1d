"""How the process of a run ended that has not said so itself."""

from pathlib import Path

from kgraph.messages import Measured
from kgraph.runs.folder.journal import last_told

SMALLER = "If memory was short, a smaller batch size helps."
_KILLED = -9
_MUCH = 0.5  # share of the machine's memory; who held less was hardly killed for it


def how_it_died(folder: Path, code: int | None) -> str:
    """Returns it in a few words.

    Linux kills what takes the last of the memory, and leaves no word about it but what
    the run has measured itself.

    Args:
        folder: The run's.
        code: What the process returned, negative for a signal; None if nobody knows.
    """
    if not folder.exists():
        return f"its folder {folder} is gone"
    if code is not None and code != _KILLED:
        return f"exit code {code}" if code >= 0 else f"it was ended by signal {-code}"
    how = "it was killed, or the machine went down" if code is None else "it was killed"
    held, whole = memory_at_last(folder), _memory()
    if was_memory_short(folder):
        how += ", as a system does whose memory runs out"
    return f"{how}; it held {held / 1e9:.1f} of {whole / 1e9:.1f} GB" if held else how


def was_memory_short(folder: Path) -> bool:
    """Whether a run held so much at last that it was perhaps killed for it."""
    return memory_at_last(folder) > _MUCH * _memory()


def memory_at_last(folder: Path) -> int:
    """Returns how many bytes a run held when it was measured last; 0 if never."""
    measured = [e.memory for e in last_told(folder) if isinstance(e, Measured)]
    return measured[-1] if measured else 0


def _memory() -> int:
    import psutil

    return int(psutil.virtual_memory().total)

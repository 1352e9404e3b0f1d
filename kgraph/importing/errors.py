"""What an import says when it cannot go on."""

from kgraph.document.errors import FileError


class ImportRefusedError(FileError):
    """A foreign file that is broken, unsafe to read, or no model that can be drawn."""


class NotAllowedError(Exception):
    """Something in a config that Keras must not be given; the text says why."""


def size_text(size: float) -> str:
    """Returns a number of bytes in words.

    Example:

    >>> size_text(3 * 1024 * 1024)
    '3.0 MiB'
    """
    for unit in ("bytes", "KiB", "MiB", "GiB", "TiB"):
        if size < 1024 or unit == "TiB":
            break
        size /= 1024
    return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:,.1f} {unit}"


def in_one_line(error: object) -> str:
    """Returns what an error of another library says, on one line and not too long.

    Example:

    >>> in_one_line(ValueError("Not here:\\n  no such layer"))
    'Not here: no such layer'
    """
    line = " ".join(str(error).split()) or type(error).__name__
    return line if len(line) <= 300 else line[:300] + "…"


def shown(value: object) -> str:
    """Returns a text from a foreign file, short and on one line, for a sentence."""
    text = "".join(c if c.isprintable() else "?" for c in str(value)[:81])
    return repr(text[:80] + "…" if len(text) > 80 else text)

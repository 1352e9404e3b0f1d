"""What other libraries complain of, in a line."""

_FRAME = "Exception encountered when calling "
_BOLD = "\x1b[1m", "\x1b[0m"  # Keras sets off what it found inside of a call


def first_line(error: BaseException) -> str:
    """Returns the first line of an error as a sentence; its type if it says nothing.

    Where Keras tells first in which layer it was, that is what happened there.
    """
    lines = [_plain(line) for line in str(error).splitlines()]
    told = [line for line in lines if line]
    reasons = [line for line in told if not line.startswith(_FRAME)]
    line = (reasons or told or [type(error).__name__])[0][:300]
    return line if line.endswith((".", "!", "?")) else f"{line}."


def _plain(line: str) -> str:
    for mark in _BOLD:
        line = line.replace(mark, "")
    return line.strip()

"""What other libraries complain of, in a line."""


def first_line(error: BaseException) -> str:
    """Returns the first line of an error as a sentence; its type if it says nothing."""
    line = (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
    return line if line.endswith((".", "!", "?")) else f"{line}."

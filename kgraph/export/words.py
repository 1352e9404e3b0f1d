"""What other libraries complain of, in a line."""


def first_line(error: BaseException) -> str:
    """Returns the first line of an error, or its type where it says nothing."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]

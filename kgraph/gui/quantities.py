"""Numbers and times as people read them."""

from kgraph.document.telling.words import plural


def amount(number: float) -> str:
    """Returns a count with at most three digits and its unit.

    Example:

    >>> amount(940), amount(23_912), amount(1_200_000)
    ('940', '23.9 k', '1.2 M')
    """
    for unit, size in (("T", 1e12), ("G", 1e9), ("M", 1e6), ("k", 1e3)):
        if number >= size:
            return f"{number / size:.3g} {unit}"
    return f"{number:.0f}"


def memory(size: float) -> str:
    """Returns a number of bytes with at most three digits and its unit.

    Example:

    >>> memory(940), memory(23_912), memory(1_200_000)
    ('940 B', '23.9 kB', '1.2 MB')
    """
    text = amount(size)
    return f"{text}B" if " " in text else f"{text} B"


def listing(*counts: tuple[int, str]) -> str:
    """Returns counts with their nouns, those of nothing left out.

    Example:

    >>> listing((2, "Node"), (0, "Edge"), (1, "Frame"))
    '2 Nodes and 1 Frame'
    """
    return " and ".join(plural(number, word) for number, word in counts if number)


def duration(seconds: float) -> str:
    """Returns a time span in its two largest units.

    Example:

    >>> duration(0.42), duration(75), duration(7_300)
    ('0.4 s', '1 min 15 s', '2 h 1 min')
    """
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def measure(value: float | str) -> str:
    """Returns a loss or a metric with four significant digits.

    Example:

    >>> measure(0.98765), measure("nan")
    ('0.9877', 'NaN')
    """
    number = float(value)
    if number != number:
        return "NaN"
    return f"{number:.4g}"

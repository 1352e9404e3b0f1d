"""What a run takes of the machine, in words."""

from kgraph.gui.quantities import amount, memory
from kgraph.messages import Measured


def brief(event: Measured, *, is_short: bool = False) -> str:
    """Returns one short line; what cannot be measured is left out.

    Args:
        is_short: Whether there is room for the speed alone.

    Example:

    >>> brief(Measured(1240.0, 0.87, 1_200_000_000))
    '1.24 k samples/s  ·  CPU 87 %  ·  1.2 GB'
    """
    parts = [
        f"{amount(event.samples_per_second)} samples/s",
        f"CPU {event.cpu:.0%}".replace("%", " %"),
        memory(event.memory),
    ]
    gpu = []
    if is_short:
        return parts[0]
    if event.gpu is not None:
        gpu.append(f"{event.gpu:.0%}".replace("%", " %"))
    if event.gpu_memory is not None:
        gpu.append(memory(event.gpu_memory))
    if gpu:
        parts.append(f"GPU {', '.join(gpu)}")
    return "  ·  ".join(parts)


def full(event: Measured) -> str:
    """Returns the same in whole words, a line for each."""
    lines = [
        f"Samples per second: {event.samples_per_second:.0f}",
        f"Share of all processor cores: {event.cpu:.0%}",
        f"Memory of the run: {memory(event.memory)}",
    ]
    if event.gpu is not None:
        lines.append(f"Load of the first GPU: {event.gpu:.0%}")
    if event.gpu_memory is not None:
        lines.append(f"Memory of the first GPU: {memory(event.gpu_memory)}")
    return "\n".join(lines)

"""How a download tells how far it got."""

from collections.abc import Callable

Progress = Callable[[str, int, int | None], None]
"""Is given what is downloaded, how many bytes are here, and of how many if known."""

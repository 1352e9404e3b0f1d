"""Finds runs by words: of their tags, remarks, settings and state."""

from kgraph.runs.comparing.comparison import value_text
from kgraph.runs.comparing.settings import Settings, settings_of
from kgraph.runs.run import Run


def words_of(run: Run, settings: Settings | None = None) -> str:
    """Returns all that a run can be found by, in small letters.

    Args:
        settings: Those of the run, where they are known already.
    """
    given = (settings or settings_of(run)).given
    told = (f"{path}={value_text(value)}" for path, value in given.items())
    versions = (f"{name}={version}" for name, version in run.versions.items())
    parts = (run.id, run.state, *run.tags, run.remarks, run.error, *told, *versions)
    return "\n".join(parts).lower()


def is_found(words: str, text: str) -> bool:
    """Whether all words that a person types are in those of a run.

    Example:

    >>> is_found("finished\\nwide net\\noptimizer=adam", "ADAM wide")
    True
    """
    return all(word in words for word in text.lower().split())

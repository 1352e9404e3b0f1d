"""Where the window keeps what is the user's and not the drawing's."""

from PySide6.QtCore import QSettings


def settings() -> QSettings:
    """Returns the settings; an INI file on every system, so that tests can move it."""
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, "kgraph", "kgraph"
    )


class Recent:
    """What was used lately, latest first.

    Args:
        key: Of the settings.
        most: How many are remembered.
    """

    def __init__(self, key: str, most: int) -> None:
        self._key = key
        self._most = most

    def names(self) -> list[str]:
        """Returns what is remembered."""
        value = settings().value(self._key, [])
        return [value] if isinstance(value, str) else list(value or [])

    def remember(self, name: str) -> None:
        """Puts one first."""
        self._keep([name, *self._without(name)])

    def forget(self, name: str) -> None:
        """Takes one out that is gone."""
        self._keep(self._without(name))

    def _without(self, name: str) -> list[str]:
        return [other for other in self.names() if other != name]

    def _keep(self, names: list[str]) -> None:
        settings().setValue(self._key, names[: self._most])


recent_files = Recent("recent", 10)
recent_commands = Recent("recent_commands", 6)

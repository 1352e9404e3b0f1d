"""Where the window keeps what is the user's and not the drawing's."""

from PySide6.QtCore import QSettings


def settings() -> QSettings:
    """Returns the settings; an INI file on every system, so that tests can move it."""
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, "kgraph", "kgraph"
    )


def recent_files() -> list[str]:
    """Returns the files that were open lately, latest first."""
    value = settings().value("recent", [])
    return [value] if isinstance(value, str) else list(value or [])


def remember_file(path: str) -> None:
    """Puts a file first among the recent ones."""
    others = [p for p in recent_files() if p != path]
    settings().setValue("recent", [path, *others][:10])


def recent_commands() -> list[str]:
    """Returns the commands that were run from the palette lately, latest first."""
    value = settings().value("recent_commands", [])
    return [value] if isinstance(value, str) else list(value or [])


def remember_command(name: str) -> None:
    """Puts a command first among the recent ones."""
    others = [n for n in recent_commands() if n != name]
    settings().setValue("recent_commands", [name, *others][:6])


def forget_file(path: str) -> None:
    """Takes a file that is gone out of the recent ones."""
    settings().setValue("recent", [p for p in recent_files() if p != path])

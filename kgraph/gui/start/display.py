"""Finds out before Qt does, which would abort, whether a window can be shown."""

import ctypes
import os
import re
import sys
from importlib.util import find_spec
from pathlib import Path

from kgraph.document.errors import KgraphError

PACKAGES = {
    "libEGL": "libegl1",
    "libGL": "libgl1",
    "libGLX": "libglx0",
    "libOpenGL": "libopengl0",
    "libxkbcommon": "libxkbcommon0",
    "libxkbcommon-x11": "libxkbcommon-x11-0",
    "libdbus-1": "libdbus-1-3",
    "libfontconfig": "libfontconfig1",
    "libfreetype": "libfreetype6",
    "libglib-2.0": "libglib2.0-0",
    "libgthread-2.0": "libglib2.0-0",
    "libX11": "libx11-6",
    "libX11-xcb": "libx11-xcb1",
    "libxcb": "libxcb1",
    "libxcb-cursor": "libxcb-cursor0",
    "libxcb-icccm": "libxcb-icccm4",
    "libxcb-image": "libxcb-image0",
    "libxcb-keysyms": "libxcb-keysyms1",
    "libxcb-randr": "libxcb-randr0",
    "libxcb-render": "libxcb-render0",
    "libxcb-render-util": "libxcb-render-util0",
    "libxcb-shape": "libxcb-shape0",
    "libxcb-shm": "libxcb-shm0",
    "libxcb-sync": "libxcb-sync1",
    "libxcb-util": "libxcb-util1",
    "libxcb-xfixes": "libxcb-xfixes0",
    "libxcb-xkb": "libxcb-xkb1",
    "libwayland-client": "libwayland-client0",
}
"""Name of a shared library to Debian's package."""

WHOLE_SET = (
    "libegl1 libgl1 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libxcb-cursor0 "
    "libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-xkb1"
)
ELSEWHERE = "The commands without a window (kgraph --help) work all the same."


class DisplayError(KgraphError):
    """No window can be shown on this machine as it is."""


def check_display() -> None:
    """Makes sure that a window can be shown.

    Raises:
        DisplayError: If a system library is missing or there is no display.
    """
    try:
        from PySide6 import QtGui, QtSvg, QtWidgets  # noqa: F401
    except ImportError as error:
        raise _missing_library(str(error)) from error
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM", "xcb") != "xcb":
        return
    has_wayland = bool(os.environ.get("WAYLAND_DISPLAY"))
    if not os.environ.get("DISPLAY") and not has_wayland:
        raise DisplayError(
            "A window needs a display, and neither DISPLAY nor WAYLAND_DISPLAY is set. "
            f"Start kgraph on a desktop, or through `xvfb-run`. {ELSEWHERE}"
        )
    if not has_wayland:
        _check_xcb()


def _check_xcb() -> None:
    """Loads what Qt would load, and knocks at the X server as Qt would."""
    try:
        for plugin in _plugins():
            ctypes.CDLL(str(plugin))
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        raise _missing_library(str(error)) from error
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_disconnect.argtypes = xcb.xcb_connection_has_error.argtypes = [
        ctypes.c_void_p
    ]
    connection = xcb.xcb_connect(None, None)
    has_failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if has_failed:
        raise DisplayError(
            "The display that DISPLAY names does not answer. "
            f"Received: DISPLAY={os.environ['DISPLAY']!r}. {ELSEWHERE}"
        )


def _plugins() -> list[Path]:
    """Returns the file through which Qt reaches X, where it is in its usual place."""
    spec = find_spec("PySide6")
    places = (spec.submodule_search_locations if spec else None) or []
    found = [Path(place, "Qt/plugins/platforms/libqxcb.so") for place in places]
    return [path for path in found if path.exists()]


def _missing_library(message: str) -> DisplayError:
    """Returns the sentence for the loader's complaint about a shared library."""
    found = re.search(r"(lib[\w.+-]+?)\.so[.\d]*", message)
    if found is None:
        return DisplayError(f"Qt could not be loaded: {message}. {ELSEWHERE}")
    name = found.group(1)
    package = PACKAGES.get(name)
    which = f" (Debian's package {package})" if package else ""
    return DisplayError(
        f"A window needs the system library {found.group(0)}{which}, which is missing. "
        f"On Debian and Ubuntu: sudo apt install {WHOLE_SET}. {ELSEWHERE}"
    )

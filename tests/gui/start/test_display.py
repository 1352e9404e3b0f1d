"""Sentences instead of Qt's abort."""

import subprocess
import sys

import pytest

from kgraph.gui.start import DisplayError, check_display, display

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="about X and Wayland")


@pytest.fixture
def bare(monkeypatch):
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_offscreen_needs_no_display(bare):
    bare.setenv("QT_QPA_PLATFORM", "offscreen")
    check_display()


def test_no_display_is_said(bare):
    with pytest.raises(DisplayError, match="neither DISPLAY nor WAYLAND_DISPLAY"):
        check_display()


def test_a_display_that_does_not_answer_is_named(bare):
    bare.setenv("DISPLAY", ":4711")
    bare.setattr(display, "_plugins", list)
    with pytest.raises(DisplayError, match=":4711"):
        check_display()


@pytest.mark.parametrize(
    ("complaint", "library", "package"),
    [
        (
            "libEGL.so.1: cannot open shared object file: No such file or directory",
            "libEGL.so.1",
            "libegl1",
        ),
        ("libxcb-cursor.so.0: cannot open", "libxcb-cursor.so.0", "libxcb-cursor0"),
        (
            "libxkbcommon-x11.so.0: cannot",
            "libxkbcommon-x11.so.0",
            "libxkbcommon-x11-0",
        ),
        ("libdbus-1.so.3: cannot open", "libdbus-1.so.3", "libdbus-1-3"),
    ],
)
def test_a_missing_library_is_named_with_its_package(complaint, library, package):
    text = str(display._missing_library(complaint))
    assert f"{library} (Debian's package {package})" in text
    assert "\n" not in text


def test_any_other_complaint_is_passed_on():
    assert "odd" in str(display._missing_library("something odd"))


def test_the_whole_set_names_every_package_that_debian_needs():
    assert set(display.WHOLE_SET.split()) <= set(display.PACKAGES.values())


def test_without_a_display_the_process_ends_in_a_sentence(bare, python):
    code = (
        "from kgraph.gui import app\nfrom kgraph.document.errors import KgraphError\n"
        "try:\n    app.run(None)\nexcept KgraphError as error:\n    print(error)"
    )
    done = subprocess.run(
        [python, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.startswith("A window needs")
    assert "Traceback" not in done.stderr

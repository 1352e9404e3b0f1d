"""What is lent to NodeGraphQt while it is imported, and taken back."""

import subprocess

import pytest

from kgraph.gui.canvas.nodegraphqt import LooseVersion


@pytest.mark.parametrize(
    ("version", "other", "expected"),
    [("6.11.3", "5.10", True), ("5.9", "5.10", False), ("5.10", "5.10", True)],
)
def test_versions_compare_by_number(version, other, expected):
    assert (LooseVersion(version) >= LooseVersion(other)) == expected


def test_nothing_heavy_is_imported_and_nothing_lent_stays(python):
    code = (
        "import sys, kgraph.gui.canvas\n"
        "print(*{'setuptools', 'distutils', 'distutils.version'} & set(sys.modules))"
    )
    done = subprocess.run(
        [python, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == ""

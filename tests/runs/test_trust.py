"""Trust in a program: by its content, remembered, lost with one byte."""

import pytest

from kgraph.document.errors import FileError
from kgraph.runs.trust import is_trusted, trust


@pytest.fixture
def program(tmp_path):
    path = tmp_path / "build net.py"
    path.write_text("model = 1\n")
    return path


def test_nothing_is_trusted_that_nobody_agreed_to(program):
    assert not is_trusted(program)


def test_trust_holds_for_the_content_wherever_it_lies(program, tmp_path):
    trust(program)
    trust(program)
    copy = tmp_path / "elsewhere.py"
    copy.write_bytes(program.read_bytes())
    assert is_trusted(program)
    assert is_trusted(copy)


def test_one_byte_more_and_it_is_asked_again(program, own_home):
    trust(program)
    with program.open("a") as file:
        file.write("#")
    assert not is_trusted(program)
    trust(program)
    assert is_trusted(program)
    assert len((own_home / "trusted").read_text().splitlines()) == 2


def test_a_name_with_a_line_break_brings_in_no_other_digest(tmp_path, own_home):
    odd = tmp_path / f"a\n{'0' * 64} b.py"
    odd.write_text("1")
    trust(odd)
    assert is_trusted(odd)
    assert len((own_home / "trusted").read_text().splitlines()) == 1


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(FileError, match="There is no file"):
        is_trusted(tmp_path / "none.py")

"""JSON from a stranger: JSON and nothing more, neither large nor deep."""

import pytest

from kgraph.importing.errors import ImportRefusedError
from kgraph.importing.opening import limits
from kgraph.importing.opening.plain_json import read_json


def test_json_is_read() -> None:
    text = '{"a": [1, -2.5, "}]\\"ü", null], "b": {"a": true}}'
    assert read_json(text.encode(), "x") == {
        "a": [1, -2.5, '}]"ü', None],
        "b": {"a": True},
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"{", "is not JSON"),
        (b"", "is not JSON"),
        (b"\xff", "is not JSON"),
        (b'{"a": 1, "a": 1}', "says 'a' twice"),
        (b"NaN", "a number that JSON does not have"),
        (b"-Infinity", "a number that JSON does not have"),
        (b"1e999", "a number that JSON does not have"),
        (b"9" * (limits.JSON_DIGITS + 1), "a number that JSON does not have"),
        (b"[" * 101 + b"]" * 101, "nested 100 deep"),
        (b"[" + b"0," * limits.JSON_VALUES + b"0]", "1,000,000 values"),
        (b" " * (limits.JSON_BYTES + 1), "may have 32.0 MiB"),
    ],
)
def test_what_is_none_is_refused_by_its_name(text: bytes, words: str) -> None:
    with pytest.raises(ImportRefusedError, match=f"^config.json .*{words}"):
        read_json(text, "config.json")


def test_brackets_in_text_are_no_depth() -> None:
    text = b'"' + b"[" * 1_000 + b'"'
    assert read_json(text, "x") == "[" * 1_000


def test_as_deep_and_as_long_as_said_is_read() -> None:
    assert read_json(b"[" * 100 + b"]" * 100, "x")
    assert read_json(b"9" * limits.JSON_DIGITS, "x") == int("9" * limits.JSON_DIGITS)

from hypothesis import given, settings
from hypothesis import strategies as st
from tidy import reformatting

from kgraph.codegen.layout import (
    Code,
    call,
    fixed,
    flat,
    mapping,
    sequence,
    statement,
    text,
)

WORDS = st.from_regex(r"[a-z][a-z_]{0,14}q", fullmatch=True)
TEXTS = st.text("abc '\"\\\nß漢字", max_size=20)
ATOMS = st.one_of(WORDS, st.integers(0, 9999).map(str), TEXTS.map(text), st.just("..."))


def expressions(inner: st.SearchStrategy[Code]) -> st.SearchStrategy[Code]:
    some = st.lists(inner, max_size=4)
    keywords = st.dictionaries(WORDS, inner, max_size=3)
    layers = st.builds(call, WORDS.map("layers.{}".format), some, keywords)
    return st.one_of(
        layers,
        st.builds(call, layers, st.lists(inner, min_size=1, max_size=3), st.just({})),
        st.builds(sequence, some),
        st.builds(fixed, some),
        st.builds(mapping, st.dictionaries(TEXTS, inner, max_size=3)),
    )


CODES = expressions(st.recursive(ATOMS, expressions, max_leaves=15))


@settings(max_examples=40, deadline=None)
@given(codes=st.lists(CODES, min_size=1, max_size=8), target=WORDS)
def test_statements_are_laid_out_as_ruff_would(codes: list[Code], target: str):
    lines = [statement((f"{target} = ", code)) for code in codes]
    assert reformatting("\n".join(["def function():", *lines, ""])) == ""


@given(st.text())
def test_text_evaluates_to_itself(value: str):
    assert eval(text(value)) == value


def test_a_statement_that_fits_stays_on_one_line():
    code = call("f", ["x" * 41], {"y": "z" * 36})
    line = statement(code)
    assert len(line) == 88
    assert "\n" not in line
    longer = statement(call("f", ["x" * 42], {"y": "z" * 36}))
    assert longer.splitlines()[0] == "    f("


def test_a_tuple_of_one_keeps_its_comma():
    assert flat(fixed(["8"])) == "(8,)"
    assert flat(fixed(["8", "3"])) == "(8, 3)"


def test_lines_break_at_the_same_column_as_ruffs():
    lines = ["def function():"]
    for length in range(30, 90):
        layer = call("layers.Dense", ["64"], {"name": text("n" * length)})
        lines.append(statement(("x = ", call(layer, ["image"], {}))))
        lines.append(statement(("return ", call("f", ["y" * length], {"a": layer}))))
    assert reformatting("\n".join([*lines, ""])) == ""

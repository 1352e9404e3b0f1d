import csv
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.data import DataError
from kgraph.data.sources import csv_file
from kgraph.data.sources.csv_file import read


def test_numbers_and_categories_by_name(write):
    table = read(write("size,kind\n1.5,b\n-2e3,a\n3,b\n"))
    np.testing.assert_array_equal(table.columns["size"].values, [1.5, -2000, 3])
    assert table.columns["size"].categories is None
    np.testing.assert_array_equal(table.columns["kind"].values, [1, 0, 1])
    assert table.columns["kind"].categories == ("a", "b")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(write, delimiter):
    header = delimiter.join(["a", '"b, c; d"', "e"])
    table = read(write(f"{header}\n{delimiter.join('123')}\n"))
    assert list(table.columns) == ["a", "b, c; d", "e"]


def test_spaces_behind_a_delimiter_do_not_count(write):
    table = read(write("a, b\n1, x\n2, x\n"))
    assert table.columns["b"].categories == ("x",)


def test_a_byte_order_mark_is_no_part_of_the_first_name(write):
    assert list(read(write("\ufeffa,b\n1,2\n")).columns) == ["a", "b"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(write, end):
    table = read(write(end.join(["a,b", "1,x", "", "2,y", ""])))
    np.testing.assert_array_equal(table.columns["a"].values, [1, 2])


def test_a_column_without_a_name_is_named_by_its_place(write):
    assert list(read(write(",a\n0,1\n")).columns) == ["column_1", "a"]


def test_few_whole_numbers_may_be_categories_too(write):
    column = read(write("y\n1\n3\n1\n3\n")).describe().column("y")
    assert column.categories == ("1", "3")
    assert (column.minimum, column.maximum, column.dtype) == (1, 3, "float32")


@pytest.mark.parametrize("cells", ["1 2 3", "0.5 1 0.5 1", "1 1 1 1"])
def test_other_numbers_are_not_categories(write, cells):
    column = read(write("y\n" + cells.replace(" ", "\n"))).describe().column("y")
    assert not column.is_categorical


def test_text_that_hardly_repeats_is_neither(write):
    column = read(write("id\n" + "\n".join(f"x{i}" for i in range(1001)))).describe()
    assert column.columns[0].dtype == "string"
    assert not column.columns[0].is_categorical


def test_an_underscore_makes_text(write):
    assert read(write("a\n1_2\n3_4\n")).columns["a"].categories == ("1_2", "3_4")


@pytest.mark.parametrize("cell", ["", "NA", "n/a", "NaN", "null", "None"])
def test_a_missing_number_is_named_with_its_line(write, cell):
    column = read(write(f"a,b\n1,x\n\n{cell},x\n{cell},x\n")).columns["a"]
    assert column.categories is None
    with pytest.raises(DataError, match=r"'a'.*line 4 and in 1 more"):
        column.check_complete()


def test_a_missing_category_is_an_empty_cell(write):
    column = read(write("a,b\nNA,1\nx,1\n,1\n")).columns["a"]
    assert column.categories == ("NA", "x")
    with pytest.raises(DataError, match=r"'a'.*line 4"):
        column.check_complete()


def test_text_that_comes_late_makes_the_whole_column_text(write, monkeypatch):
    monkeypatch.setattr(csv_file, "CHUNK", 2)
    column = read(write("a,b\n1,1\n2,2\n3,x\n1,1\n")).columns["b"]
    assert column.categories == ("1", "2", "x")
    np.testing.assert_array_equal(column.values, [0, 1, 2, 0])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "column names"),
        ("\n\n", "column names"),
        ("a,b\n", "below its header"),
        ("a,b\n\n\n", "below its header"),
        ("1,2\n3,4\n", "numbers, 1, 2"),
        ("a,b,a\n1,2,3\n", "'a' 2 times"),
        ("a,b\n1,2\n1,2,3\n", "2 cells.*3 in line 3"),
        ("a,b\n1\n", "2 cells.*1 in line 2"),
        ('a,b\n"1,2\n', "unexpected end of data"),
        ("a\n" + "x" * 200_000, "field larger than field limit"),
        (b"a,b\n\xff\xfe,2\n", "UTF-8.*0xff"),
        ("a,b\n1,2\n".encode("utf-16"), "UTF-8.*0xff"),
    ],
)
def test_a_bad_file_is_refused_by_name(write, content, words):
    path = write(content)
    with pytest.raises(DataError, match=words) as caught:
        read(path)
    assert str(path) in str(caught.value)


def test_a_file_without_permission_is_refused(write):
    path = write("a\n1\n")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("the superuser may read everything")
    with pytest.raises(DataError, match="Permission denied"):
        read(path)


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=200))
def test_garbage_is_read_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "garbage.csv"
    path.write_bytes(data)
    message = str(path)
    try:
        assert len(read(path)) > 0
    except DataError as error:
        message = str(error)
    assert str(path) in message


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12
).map(lambda text: f"t{text}")
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(NUMBERS, TEXTS, TEXTS), min_size=1, max_size=30),
    names=st.lists(TEXTS.map(str.strip), min_size=3, max_size=3, unique=True),
    delimiter=st.sampled_from(",;\t"),
)
def test_what_is_written_is_read_back(tmp_path_factory, rows, names, delimiter):
    path = Path(tmp_path_factory.getbasetemp() / "round_trip.csv")
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
        writer.writerows([names, *rows])
    table = read(path)
    assert list(table.columns) == names
    numbers, *texts = table.columns.values()
    np.testing.assert_array_equal(numbers.values, [row[0] for row in rows])
    for place, column in enumerate(texts, 1):
        read_back = [column.categories[code] for code in column.values]
        assert read_back == [row[place] for row in rows]
        assert list(column.categories) == sorted(set(read_back))


def test_tabs_make_a_table_as_well(write):
    path = write("size\tkind\n1.5\tred\n2\tblue, dark\n", "data.tsv")
    columns = read(path).columns
    assert columns["size"].values.tolist() == [1.5, 2]
    assert columns["kind"].categories == ("blue, dark", "red")


def test_a_delimiter_may_be_said(write):
    path = write("a,b;c\n1;2\n3;4\n")
    assert list(read(path, {"delimiter": "semicolon"}).columns) == ["a,b", "c"]
    with pytest.raises(DataError, match=r"'delimiter'.*'auto', 'comma'.*'space'"):
        read(path, {"delimiter": "space"})


def test_a_column_may_be_free_text(write):
    path = write("note,x\n007,1\n,2\nso it goes,3\n007,4\n")
    table = read(path, {"texts": ["note"]})
    assert table.columns["note"].values.tolist() == ["007", "", "so it goes", "007"]
    assert table.describe().column("note").dtype == "string"
    with pytest.raises(DataError, match=r"'letter' of free text.*'note', 'x'"):
        read(path, {"texts": ["letter"]})
    with pytest.raises(DataError, match="must list names"):
        read(path, {"texts": "note"})


def test_gaps_are_counted(write):
    table = read(write("x,kind\n1,a\nNA,\n,b\n4,a\n"))
    assert [c.missing for c in table.describe().columns] == [2, 1]

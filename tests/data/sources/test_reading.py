import pytest

from kgraph.data import DataError, describe
from kgraph.document.errors import KgraphError
from kgraph.document.project import DataSource


def test_a_path_starts_from_the_folder(write):
    path = write("a,b\n1,x\n2,x\n")
    description = describe(DataSource("csv", "data.csv"), path.parent)
    assert description.samples == 2
    assert [column.name for column in description.columns] == ["a", "b"]


def test_an_absolute_path_needs_no_folder(write):
    assert describe(DataSource("csv", str(write("a\n1\n")))).samples == 1


@pytest.mark.parametrize("kind", ["csv", "npz", "npy"])
@pytest.mark.parametrize("name", ["gone.csv", "", ".", "a\0b", "x" * 5000, "gone/x"])
def test_what_is_no_file_is_refused_by_name(tmp_path, kind, name):
    with pytest.raises(DataError, match="must be a file of data"):
        describe(DataSource(kind, name), tmp_path)


def test_a_device_is_no_file():
    with pytest.raises(DataError, match="/dev/zero must be a file"):
        describe(DataSource("csv", "/dev/zero"))


def test_its_errors_are_written_for_people():
    assert issubclass(DataError, KgraphError)

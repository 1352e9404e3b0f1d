import numpy as np
import pytest
from msgspec.structs import replace

from kgraph.data import DataError, load
from kgraph.data.together import read_main
from kgraph.document.project import Binding, Data, DataSource, Split

A = "size,kind\n" + "".join(f"{n},{'xyz'[n % 3]}\n" for n in range(30))


@pytest.fixture
def main(write) -> DataSource:
    return DataSource("csv", str(write(A, "a.csv")))


def test_columns_beside_are_called_by_their_number(bound_project, main, tmp_path):
    np.savez(tmp_path / "b.npz", size=np.arange(30.0) * 10)
    beside = DataSource("npz", str(tmp_path / "b.npz"))
    project = bound_project(
        main,
        {"p": Binding(("size",)), "q": Binding(("2.size",))},
        {"y": Binding(("kind",))},
    )
    data = replace(project.data, beside=(beside,))
    names = [column.name for column in read_main(data).describe().columns]
    assert names == ["size", "kind", "2.size"]
    train = load(replace(project, data=data)).train
    np.testing.assert_array_equal(train.inputs["p"] * 10, train.inputs["q"])


def test_sources_side_by_side_have_equally_many_samples(main, write):
    short = DataSource("csv", str(write("x\n1\n2\n", "b.csv")))
    with pytest.raises(DataError, match=r"equally many.*30 in .*2 in .*b\.csv"):
        read_main(Data(main, beside=(short,)))


@pytest.fixture
def with_parts(bound_project, main):
    def make(**sources: DataSource):
        project = bound_project(
            main,
            {"x": Binding(("size",), scaling="minmax")},
            {"y": Binding(("kind",))},
            split=Split(validation=0.3, test=0.2, stratify=False),
        )
        return replace(project, data=replace(project.data, **sources))

    return make


def test_a_part_may_have_a_source_of_its_own(with_parts, write):
    other = DataSource("csv", str(write("kind,size\nz,29\nx,0\n,1\nz,58\n", "v.csv")))
    with pytest.raises(DataError, match=r"'kind'.*line 4"):
        load(with_parts(validation_source=other))
    write("kind,size\nz,29\nx,0\nz,58\n", "v.csv")
    dataset = load(with_parts(validation_source=other))
    assert [len(p) for p in (dataset.train, dataset.validation, dataset.test)] == [
        24,
        3,
        6,
    ]
    # In the categories, and by the scale, of what is trained on.
    np.testing.assert_array_equal(dataset.validation.targets["y"][:, 0], [2, 0, 2])
    scaled = dataset.validation.inputs["x"][:, 0]
    assert scaled[2] - scaled[1] == pytest.approx(2 * (scaled[0] - scaled[1]))
    both = load(with_parts(validation_source=other, test_source=other))
    assert len(both.train) == 30
    np.testing.assert_array_equal(both.test.inputs["x"], both.validation.inputs["x"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("size\n1\n", "for test must have the column 'kind'"),
        ("size,kind\n1,w\n", "category that is not there.*'w'"),
        ("size,kind\nbig,x\n", "'size' for test must be like.*numbers.*text"),
    ],
)
def test_a_part_that_is_not_like_the_rest_is_refused(with_parts, write, text, words):
    other = DataSource("csv", str(write(text, "t.csv")))
    with pytest.raises(DataError, match=words):
        load(with_parts(test_source=other))

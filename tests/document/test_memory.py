import pytest

from kgraph.document.analysis import Tensor
from kgraph.document.memory import sample_bytes, size_of


@pytest.mark.parametrize(
    ("dtype", "size"),
    [
        ("float64", 8),
        ("float32", 4),
        ("bfloat16", 2),
        ("float8_e4m3fn", 1),
        ("uint8", 1),
        ("int4", 0.5),
        ("bool", 1),
        ("string", 0),
    ],
)
def test_the_size_of_an_element(dtype, size):
    assert size_of(dtype) == size


def test_the_bytes_of_a_sample():
    assert sample_bytes(Tensor((None, 3, 5), "int32")) == 60
    assert sample_bytes(Tensor((None,))) == 4, "a scalar"
    assert sample_bytes(Tensor((None, None, 5))) is None
    assert sample_bytes(Tensor((None, 3), "int4")) == 2

"""What is looked up is a whole number."""

import pytest
from sketch import Sketch

from kgraph.document.check import check


def rules(dtype):
    s = Sketch()
    words = s.add("Input", shape=[6], dtype=dtype)
    s.output(s.add("Embedding", words, input_dim=9, output_dim=2))
    return [p.rule for p in check(s.project())]


@pytest.mark.parametrize("dtype", [None, "float32", "bfloat16"])
def test_fractions_are_told_of(dtype):
    assert "whole-numbers" in rules(dtype)


@pytest.mark.parametrize("dtype", ["int32", "uint8"])
def test_whole_numbers_are_not(dtype):
    assert "whole-numbers" not in rules(dtype)

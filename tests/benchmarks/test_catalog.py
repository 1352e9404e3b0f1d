from typing import Any

from kgraph import catalog
from kgraph.catalog import lookup


def test_load_the_catalogue(benchmark: Any) -> None:
    """To reach: under 30 ms."""
    found = benchmark(lookup.load.__wrapped__)
    assert found.operation("Dense")


def test_search_the_catalogue(benchmark: Any) -> None:
    assert benchmark(catalog.search, "max pool")[0].name == "MaxPooling2D"

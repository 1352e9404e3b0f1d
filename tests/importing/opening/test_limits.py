"""The limits leave room above the largest models that people have."""

from kgraph.importing.opening import limits


def test_nasnet_large_is_an_order_of_magnitude_below() -> None:
    layers, config_bytes, values, depth = 1_041, 900_000, 30_000, 13
    assert 10 * layers < limits.LAYERS
    assert 10 * config_bytes < limits.JSON_BYTES
    assert 10 * values < limits.JSON_VALUES
    assert 5 * depth < limits.JSON_DEPTH


def test_the_largest_numbers_of_real_models_fit() -> None:
    rows_of_an_embedding, positions = 50_000_000, 1_024 * 768
    assert rows_of_an_embedding < limits.SIZE
    assert positions < limits.ARRAY_VALUES


def test_the_child_that_reads_weights_holds_what_is_read_at_once() -> None:
    interpreter = 350 * limits.MIB
    at_once = limits.SLICE_BYTES + limits.HDF5_CHUNK_BYTES + limits.HDF5_ATTRIBUTE_BYTES
    assert interpreter + 2 * at_once < limits.CHILD_BYTES


def test_an_unpacked_archive_of_a_real_size_fits() -> None:
    # What a file of this size may hold: weights that were compressed by hand.
    size = 100 * limits.MIB
    assert limits.ARCHIVE_TOTAL_BYTES + limits.ARCHIVE_RATIO * size > 2 * size
    assert limits.HDF5_TOTAL_BYTES + limits.HDF5_RATIO * size > 2 * size

"""A killed process leaves files that nobody finishes; what is whole stays."""

from kgraph.document.files import whole_file
from kgraph.runs.folder.leftovers import sweep


def test_only_what_is_unfinished_goes(tmp_path):
    with whole_file(tmp_path / "checkpoint.npz") as file:
        file.write(b"whole")
        (name,) = [path.name for path in tmp_path.iterdir()]
    (tmp_path / name).write_bytes(b"torn")
    (tmp_path / "unfinished.best.weights.h5").touch()
    kept = ["best.weights.h5", "checkpoint.npz", "running", ".own.csv"]
    for other in kept:
        (tmp_path / other).touch()
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)

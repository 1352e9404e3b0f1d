"""A weights file goes where its drawing goes, and writes over nobody's."""

from pathlib import Path

from msgspec.structs import replace
from sketch import Sketch

from kgraph.document.project import Project
from kgraph.document.weights.copying import brought_along, renamed
from kgraph.document.weights.places import anchored, missing, seen_from


def project(weights: str) -> Project:
    return replace(Sketch().project(), weights=weights)


def file(path: Path, content: str = "numbers") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def test_a_drawing_that_is_saved_beside_its_weights_shares_them(tmp_path: Path) -> None:
    weights = file(tmp_path / "a.weights.npz")
    moved = brought_along(project("a.weights.npz"), tmp_path, tmp_path / "b.kgraph")
    assert moved.weights == "a.weights.npz"
    assert list(tmp_path.iterdir()) == [weights]


def test_saved_elsewhere_it_takes_a_copy_along(tmp_path: Path) -> None:
    file(tmp_path / "one" / "a.weights.npz")
    target = tmp_path / "two" / "b.kgraph"
    target.parent.mkdir()
    moved = brought_along(project("a.weights.npz"), tmp_path / "one", target)
    assert moved.weights == "a.weights.npz"
    assert (tmp_path / "two" / "a.weights.npz").read_text() == "numbers"
    assert (tmp_path / "one" / "a.weights.npz").exists()


def test_an_imported_drawing_gets_a_file_of_its_own_name(tmp_path: Path) -> None:
    imported = file(tmp_path / "home" / "x.weights.npz")
    moved = brought_along(project(str(imported)), None, tmp_path / "net.kgraph")
    assert moved.weights == "net.weights.npz"
    assert (tmp_path / "net.weights.npz").read_text() == "numbers"


def test_weights_of_another_drawing_are_not_written_over(tmp_path: Path) -> None:
    imported = file(tmp_path / "home" / "x.weights.npz")
    file(tmp_path / "net.weights.npz", "others")
    moved = brought_along(project(str(imported)), None, tmp_path / "net.kgraph")
    assert moved.weights == "net.2.weights.npz"
    assert (tmp_path / "net.weights.npz").read_text() == "others"
    again = brought_along(project(str(imported)), None, tmp_path / "net.kgraph")
    assert again.weights == "net.3.weights.npz"


def test_equal_weights_are_not_copied_twice(tmp_path: Path) -> None:
    imported = file(tmp_path / "home" / "x.weights.npz")
    file(tmp_path / "net.weights.npz")
    moved = brought_along(project(str(imported)), None, tmp_path / "net.kgraph")
    assert moved.weights == "net.weights.npz"


def test_weights_that_are_not_there_hinder_nobody(tmp_path: Path) -> None:
    lost = project("lost.weights.npz")
    assert brought_along(lost, tmp_path, tmp_path / "b.kgraph") is lost
    (problem,) = missing(lost, tmp_path)
    assert problem.severity == "warning"
    assert "lost.weights.npz" in problem.message
    assert missing(project(""), tmp_path) == ()


def test_earlier_states_find_their_weights_too(tmp_path: Path) -> None:
    before, now = project("a.weights.npz"), project("a.2.weights.npz")
    assert renamed(before, before, now, tmp_path).weights == now.weights
    other = renamed(project("b.weights.npz"), before, now, tmp_path)
    assert other.weights == str(tmp_path / "b.weights.npz")


def test_a_copied_part_names_the_file_wherever_it_goes(tmp_path: Path) -> None:
    drawing = project("a.weights.npz")
    part = anchored(drawing, tmp_path)
    assert part.weights == str(tmp_path / "a.weights.npz")
    assert seen_from(part, drawing, tmp_path).weights == "a.weights.npz"
    assert seen_from(part, drawing, tmp_path / "other").weights == part.weights

"""A `.keras` file is unpacked entry by entry, and only where each of them is sound."""

import errno
import stat
import zipfile
from pathlib import Path

import pytest

from kgraph.importing.errors import ImportRefusedError
from kgraph.importing.opening import archive, limits
from kgraph.importing.opening.archive import Unpacked, unpack

CONFIG = b'{"class_name": "Sequential"}'


def unpacked(folder: Path, entries: dict[str, bytes], method: int = 0) -> Unpacked:
    path = folder / "model.keras"
    with zipfile.ZipFile(path, "w", method) as file:
        for name, data in entries.items():
            file.writestr(name, data)
    target = folder / "out"
    target.mkdir()
    return unpack(path, target)


def test_what_a_model_is_made_of_comes_out(tmp_path: Path) -> None:
    found = unpacked(
        tmp_path,
        {
            "config.json": CONFIG,
            "metadata.json": b"{}",
            "model.weights.h5": b"HDF",
            "assets/lookup/vocabulary.txt": b"a\nb",
            "kgraph/run.json": b"run",
            "README": b"hello",
        },
    )
    assert (found.config, found.metadata) == (CONFIG, b"{}")
    assert found.weights is not None
    assert found.weights.read_bytes() == b"HDF"
    assert found.assets == tmp_path / "out/assets"
    assert (found.assets / "lookup/vocabulary.txt").read_bytes() == b"a\nb"
    assert found.recipe == {"run.json": b"run"}
    assert found.ignored == ("README",)
    assert not (tmp_path / "out/README").exists()


def test_all_but_the_config_may_be_missing(tmp_path: Path) -> None:
    found = unpacked(tmp_path, {"config.json": CONFIG})
    assert found == Unpacked(CONFIG, b"", None, None, {}, ())


@pytest.mark.parametrize(
    "name", ["../x", "/x", "a/../../x", "a\\x", "C:x", "a\x01", "assets/../../x"]
)
def test_an_entry_lies_inside(tmp_path: Path, name: str) -> None:
    with pytest.raises(ImportRefusedError, match="a path inside it"):
        unpacked(tmp_path, {"config.json": CONFIG, name: b""})
    assert list((tmp_path / "out").iterdir()) == []


def test_a_link_is_no_file(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("assets/x")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = tmp_path / "model.keras"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(link, "/etc/passwd")
    with pytest.raises(ImportRefusedError, match="a link or a device"):
        unpack(path, tmp_path)


def test_an_entry_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    zeros = {"config.json": bytes(limits.ARCHIVE_FREE_BYTES + 1)}
    with pytest.raises(ImportRefusedError, match=r"'config\.json' unpacks to too much"):
        unpacked(tmp_path, zeros, zipfile.ZIP_DEFLATED)


def test_all_entries_together_are_bounded(tmp_path: Path) -> None:
    zeros = {f"assets/{i}": bytes(limits.ARCHIVE_FREE_BYTES) for i in range(5)}
    with pytest.raises(ImportRefusedError, match=r"model\.keras unpacks to too much"):
        unpacked(tmp_path, zeros, zipfile.ZIP_DEFLATED)


def test_entries_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive.limits, "ARCHIVE_ENTRIES", 2)
    with pytest.raises(ImportRefusedError, match=r"hold 2 entries\. Received: 3"):
        unpacked(tmp_path, {"config.json": CONFIG, "a": b"", "b": b""})


def test_a_long_list_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive.limits, "ARCHIVE_ENTRIES", 2)
    many = {f"assets/{'x' * 200}{i}": b"" for i in range(20)}
    with pytest.raises(ImportRefusedError, match="Received: a list of"):
        unpacked(tmp_path, many)


def test_other_compressions_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="in a way that Keras never uses"):
        unpacked(tmp_path, {"config.json": CONFIG}, zipfile.ZIP_BZIP2)


def test_a_damaged_checksum_is_found(tmp_path: Path) -> None:
    unpacked(tmp_path, {"config.json": CONFIG})
    path = tmp_path / "model.keras"
    path.write_bytes(path.read_bytes().replace(b"Sequential", b"Sequentiel", 1))
    with pytest.raises(ImportRefusedError, match="damaged or cut off"):
        unpack(path, tmp_path)


def test_what_is_no_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="There is no file"):
        unpack(tmp_path / "model.keras", tmp_path)
    with pytest.raises(ImportRefusedError, match=r"holds no config\.json"):
        unpacked(tmp_path, {"README": b""})


def test_a_full_disk_is_not_the_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def extract(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(archive, "_extract", extract)
    with pytest.raises(ImportRefusedError, match=r"no room to unpack .* Make room"):
        unpacked(tmp_path, {"config.json": CONFIG, "model.weights.h5": b"HDF"})

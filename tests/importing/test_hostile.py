"""Every file that tries to harm is refused in a sentence, or opens without the harm."""

from pathlib import Path

import keras
import pytest
from importing import hostile, hostile_parts

from kgraph.importing.errors import ImportRefusedError
from kgraph.importing.opening.loading import LoadedModel, load


@pytest.fixture(autouse=True)
def canary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "canary"
    monkeypatch.setenv(hostile_parts.CANARY, str(path))
    return path


@pytest.mark.parametrize("name", hostile.FILES)
def test_it_does_no_harm(name: str, tmp_path: Path, canary: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    case = hostile.FILES[name]
    path = case.make(folder)
    before = sorted(tmp_path.rglob("*"))
    try:
        loaded = load(path)
    except ImportRefusedError as error:
        said = str(error)
        assert not case.opens, said
    else:
        assert case.opens
        said = "\n".join(finding.text for finding in loaded.findings)
        _check_the_rest(loaded)
    assert case.says in said
    assert len(said) < 1_500
    assert not canary.exists()
    assert sorted(tmp_path.rglob("*")) == before


def _check_the_rest(loaded: LoadedModel) -> None:
    assert loaded.model.get_layer("out").units == 2
    assert loaded.model.inputs[0].shape == (None, 4)


def test_the_bytecode_would_run(tmp_path: Path, canary: Path) -> None:
    path = hostile.FILES["lambda bytecode"].make(tmp_path)
    keras.saving.load_model(path, safe_mode=False)
    assert canary.exists()

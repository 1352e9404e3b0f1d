"""A document begins from a template, with published weights where they can be had."""

import keras
import numpy as np
import pytest

from kgraph.cli import beginning
from kgraph.document import files
from kgraph.document.errors import KgraphError
from kgraph.document.weights import keys, resolved


@pytest.fixture(autouse=True)
def quiet_already(monkeypatch):
    """Leaves this process's streams alone, which the command would turn aside."""
    monkeypatch.setattr("kgraph.cli.backend.prepare_keras", lambda: None)


@pytest.fixture
def offline(monkeypatch, tmp_path):
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")  # nobody listens there
    import keras.src.utils.file_utils as file_utils

    monkeypatch.setattr(file_utils.config, "keras_home", lambda: str(tmp_path))


def test_without_weights_it_is_the_template(tmp_path, capsys):
    path = tmp_path / "mine.kgraph"
    beginning.begin("transfer", path, None)
    assert keys(files.load(path)) == {}
    assert capsys.readouterr().out == f"Wrote {path}.\n"


def test_a_template_without_a_known_model_is_told_so(tmp_path):
    with pytest.raises(KgraphError, match="template 'wine', which holds none"):
        beginning.begin("wine", tmp_path / "mine.kgraph", "imagenet")


def test_offline_there_is_a_sentence_and_no_file(offline, tmp_path):
    path = tmp_path / "mine.kgraph"
    with pytest.raises(KgraphError, match="Look whether this machine is online"):
        beginning.begin("transfer", path, "imagenet")
    assert not path.exists()


def test_a_document_that_is_there_is_not_written_over(tmp_path):
    path = tmp_path / "mine.kgraph"
    path.write_text("mine")
    with pytest.raises(KgraphError, match="There is a file"):
        beginning.begin("transfer", path, "imagenet")
    assert path.read_text() == "mine"


@pytest.mark.slow
def test_the_backbone_begins_with_what_was_published(monkeypatch, tmp_path, capsys):
    from kgraph.modeling.weights import trained

    real = keras.applications.MobileNet
    # As a network would give it: a model of that name that has values.
    monkeypatch.setattr(keras.applications, "MobileNet", _without_network(real))
    path = tmp_path / "mine.kgraph"
    beginning.begin("transfer", path, "imagenet")
    assert "54 layers begin with imagenet weights" in capsys.readouterr().out
    project = files.load(path)
    assert resolved(project, tmp_path).is_file()
    model, findings = trained(project, path)
    assert "54 of 57 layers keep" in findings[0].text
    kernel = model.get_layer("mobilenet").get_layer("conv_pw_13").kernel
    assert np.allclose(kernel, 0.25)


def _without_network(real):
    def make(weights):
        model = real(weights=None)
        kernel = model.get_layer("conv_pw_13").kernel
        kernel.assign(np.full(kernel.shape, 0.25))
        return model

    return make

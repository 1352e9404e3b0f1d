"""Models of `keras.applications`: as listed, without memory, and offline in words."""

import inspect
import time

import keras
import pytest

from kgraph.document.applications import APPLICATIONS, application
from kgraph.importing.errors import ImportRefusedError
from kgraph.importing.making.applications import make


def test_all_of_keras_are_listed():
    found = {
        name
        for name, value in vars(keras.applications).items()
        if inspect.isfunction(value) and name[0].isupper()
    }
    assert found == {known.name for known in APPLICATIONS}


@pytest.mark.parametrize("name", ["MobileNetV2", "VGG16"])
def test_what_is_listed_is_what_keras_makes(name):
    check_as_listed(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", [known.name for known in APPLICATIONS])
def test_each_is_as_listed(name):
    check_as_listed(name)


def check_as_listed(name):
    known = application(name)
    model = make(known)
    assert model.input_shape[1:] == known.shape
    assert model.count_params() == known.parameters
    assert len(model.layers) == known.layers


def test_a_second_one_has_the_names_of_the_first():
    first, second = (make(application("MobileNet")) for _ in range(2))
    assert [a.name for a in first.layers] == [b.name for b in second.layers]


def test_weights_that_there_are_not_are_refused():
    with pytest.raises(ImportRefusedError, match="Expected the weights `imagenet`"):
        make(application("MobileNet"), "/etc/passwd")


def test_without_a_network_there_is_a_sentence_at_once(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")  # nobody listens there
    import keras.src.utils.file_utils as file_utils

    monkeypatch.setattr(file_utils.config, "keras_home", lambda: str(tmp_path))
    began = time.monotonic()
    with pytest.raises(ImportRefusedError) as error:
        make(application("MobileNet"), "imagenet")
    assert time.monotonic() - began < 20
    assert "The weights of MobileNet cannot be had" in str(error.value)
    assert "without weights" in str(error.value)
    assert capsys.readouterr().out == ""

"""A SavedModel: served by name, for prediction alone, replaced whole or not at all."""

from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf
from deployed import augmented, awkward, pair, preprocessed, twins

from kgraph.export import ExportError, export
from kgraph.export.conversion import saved_model as road
from kgraph.modeling import build


def write(project, target: Path):
    return export(project, "saved_model", target, is_proven=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("served") / "1"
    write(twins(), target)
    return target


def test_it_is_served_by_the_names_of_inputs_and_outputs(folder):
    loaded = tf.saved_model.load(str(folder))
    serve = loaded.signatures["serving_default"]
    taken = serve.structured_input_signature[1]
    assert {name: spec.shape.as_list() for name, spec in taken.items()} == {
        "zebra": [None, 3],
        "ant": [None, 2],
    }
    outputs = serve(zebra=tf.ones([5, 3]), ant=tf.ones([5, 2]))
    assert {name: array.shape.as_list() for name, array in outputs.items()} == {
        "zeta": [5, 2],
        "alpha": [5, 1],
    }
    assert {member.name for member in folder.iterdir()} <= {
        "saved_model.pb",
        "fingerprint.pb",
        "variables",
        "assets",
    }


def test_what_augments_in_training_does_not_act(tmp_path):
    write(augmented(), tmp_path / "net")
    loaded = tf.saved_model.load(str(tmp_path / "net"))
    serve = loaded.signatures["serving_default"]
    image = np.random.default_rng(1).normal(size=(1, 8, 8, 1)).astype("float32")
    (first,) = serve(image=tf.constant(image)).values()
    (second,) = serve(image=tf.constant(image)).values()
    assert np.array_equal(first, second)
    assert np.array_equal(np.asarray(first), image.reshape(1, 64))


def test_names_that_others_do_not_take_are_spelled_plainly_and_told(tmp_path):
    report = write(awkward(), tmp_path / "net")
    assert [finding.text for finding in report.findings] == [
        "'my größe' is called 'my_gr__e' in the file.",
        "'2nd-one' is called 'x2nd_one' in the file.",
        "'the result' is called 'the_result' in the file.",
    ]
    loaded = tf.saved_model.load(str(tmp_path / "net"))
    serve = loaded.signatures["serving_default"]
    assert set(serve.structured_input_signature[1]) == {"my_gr__e", "x2nd_one"}
    assert set(serve.structured_outputs) == {"the_result"}


def test_an_earlier_export_is_replaced(folder):
    before = {path: path.stat().st_ino for path in folder.iterdir()}
    write(pair(), folder)
    assert {path.stat().st_ino for path in folder.iterdir()}.isdisjoint(before.values())
    assert [path.name for path in folder.parent.iterdir()] == ["1"]
    write(twins(), folder)


def test_any_other_folder_is_left_alone(tmp_path):
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "thesis.txt").write_text("precious")
    with pytest.raises(ExportError, match="Expected the name of a new or an empty"):
        write(twins(), tmp_path / "net")
    assert (tmp_path / "net" / "thesis.txt").read_text() == "precious"


def test_a_failure_leaves_nothing(tmp_path, monkeypatch):
    def half(model, order, folder):
        folder.mkdir()
        (folder / "saved_model.pb").write_bytes(b"half")
        raise ValueError("no such thing")

    monkeypatch.setattr(road, "write", half)
    with pytest.raises(ExportError, match="no such thing"):
        write(twins(), tmp_path / "net")
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("make", [twins, augmented, pair, preprocessed, awkward])
def test_a_clean_process_finds_the_model(tmp_path, make):
    report = export(make(), "saved_model", tmp_path / "net")
    assert report.proof.is_passed
    assert report.proof.difference <= 1e-6


@pytest.mark.slow
def test_a_wrong_weight_is_found(tmp_path, monkeypatch):
    right = road.write

    def wrong(model, order, folder):
        right(spoiled(model), order, folder)

    def spoiled(model):
        other = build(twins())
        other.set_weights([w + 1e-3 for w in model.get_weights()])
        return other

    monkeypatch.setattr(road, "write", wrong)
    with pytest.raises(ExportError, match=r"outputs: largest difference .* allowed"):
        export(twins(), "saved_model", tmp_path / "net")
    assert not list(tmp_path.iterdir())

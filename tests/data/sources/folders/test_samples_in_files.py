"""A project that learns from folders of files, from its source to what it is given."""

import os

import numpy as np
import pytest
from msgspec.structs import replace
from sample_files import image_folder, painted, write_image, write_wav

from kgraph.data import DataError, describe, load
from kgraph.data.lazy import LazyArray
from kgraph.data.looking.held import held
from kgraph.document.project import Binding, DataSource, Split

LABEL = {"kind": Binding(("label",))}
IMAGES = DataSource("images", "pets")


@pytest.fixture
def pets(tmp_path):
    image_folder(tmp_path / "pets", count=20)
    return tmp_path


def test_images_of_each_part_stay_in_their_files(bound_project, pets):
    project = bound_project(IMAGES, {"image": Binding(("image",))}, LABEL)
    data = load(project, pets)
    assert [len(part) for part in (data.train, data.validation, data.test)] == [
        28,
        6,
        6,
    ]
    seen = set()
    for part in (data.train, data.validation, data.test):
        images, labels = part.inputs["image"], part.targets["kind"]
        assert isinstance(images, LazyArray)
        assert labels.shape == (len(part), 1)
        for path, label in zip(images.paths, labels[:, 0], strict=True):
            assert ["/cat/", "/dog/"][label] in path
        assert np.bincount(labels[:, 0]).tolist() == [len(part) // 2] * 2
        seen.update(images.paths)
    assert len(seen) == 40


def test_minmax_goes_by_the_range_of_the_format(bound_project, pets):
    binding = Binding(("image",), scaling="minmax")
    data = load(bound_project(IMAGES, {"image": binding}, LABEL), pets)
    plain = load(bound_project(IMAGES, {"image": Binding(("image",))}, LABEL), pets)
    np.testing.assert_allclose(
        data.test.inputs["image"][:], plain.test.inputs["image"][:] / 255, rtol=1e-6
    )


def test_standard_goes_by_the_files_to_train_on(bound_project, pets):
    binding = Binding(("image",), scaling="standard", reshape=(192,))
    data = load(bound_project(IMAGES, {"image": binding}, LABEL), pets)
    train, test = data.train.inputs["image"][:], data.test.inputs["image"][:]
    assert train.shape == (28, 192)
    assert train.mean() == pytest.approx(0, abs=1e-5)
    assert train.std() == pytest.approx(1, abs=1e-5)
    assert test.mean() != pytest.approx(0, abs=1e-5)


def test_samples_to_validate_with_have_the_size_of_those_to_train_on(
    bound_project, pets
):
    for kind in ("cat", "dog"):
        write_image(pets / f"others/{kind}/1.png", painted(30, 40))
    project = bound_project(IMAGES, {"image": Binding(("image",))}, LABEL)
    others = DataSource("images", "others")
    data = replace(project.data, validation_source=others, split=Split(validation=0))
    found = load(replace(project, data=data), pets)
    assert found.validation.inputs["image"][:].shape == (2, 8, 8, 3)


def test_sounds_beside_images_are_two_inputs(bound_project, pets):
    for number in range(40):
        write_wav(pets / f"calls/{number:02}.wav", np.full(50, number / 100))
    inputs = {"image": Binding(("image",)), "sound": Binding(("2.audio",))}
    project = bound_project(IMAGES, inputs, LABEL)
    data = replace(project.data, beside=(DataSource("audio", "calls"),))
    train = load(replace(project, data=data), pets).train
    assert train.inputs["image"].shape == (28, 8, 8, 3)
    sounds, paths = train.inputs["sound"], train.inputs["sound"].paths
    assert sounds[3][0] == pytest.approx(int(paths[3][-6:-4]) / 100, abs=1e-4)


def test_files_are_bound_alone(bound_project, pets):
    (pets / "pets/labels.csv").write_text("file,age\ncat/000.png,1\ndog/001.png,2\n")
    source = DataSource("images", "pets", {"labels": "labels.csv"})
    binding = Binding(("image", "age"))
    with pytest.raises(DataError, match="'image'"):
        load(
            bound_project(
                source,
                {"x": binding},
                {"y": Binding(("age",))},
                split=Split(validation=0, test=0),
            ),
            pets,
        )


def test_what_cannot_be_a_folder_is_named(tmp_path):
    (tmp_path / "pets").write_text("no folder")
    for kind in ("images", "audio", "texts"):
        with pytest.raises(DataError, match="pets must be a folder that can be read"):
            describe(DataSource(kind, "pets"), tmp_path)


def test_files_that_come_and_go_are_noticed(bound_project, pets):
    source = DataSource("images", "pets")
    data = bound_project(source, {"x": Binding(("image",))}, {}).data
    first = held(data, pets)
    assert held(data, pets) is first
    (pets / "pets/dog/000.png").unlink()
    assert len(held(data, pets)) == len(first) - 1
    labelled = replace(data, source=replace(source, options={"labels": "ages.csv"}))
    table = pets / "pets/ages.csv"
    table.write_text("file,age\ncat/000.png,1\n")
    assert len(held(labelled, pets)) == 1
    table.write_text("file,age\ncat/000.png,1\ncat/001.png,2\n")
    os.utime(table, ns=(1, 1))
    assert len(held(labelled, pets)) == 2

"""Images are changed by chance where a model learns, and nowhere else."""

import pytest
from drawings import training, with_data
from msgspec.structs import replace
from sample_files import image_folder
from sketch import Sketch

from kgraph.document.project import Binding, DataSource
from kgraph.messages import EpochEnded, TrainingEnded

MSE = {"class_name": "MeanSquaredError", "config": {}}
IDENTITY = {"class_name": "Identity", "config": {}}
STILL = {"class_name": "SGD", "config": {"learning_rate": 0.0}}


@pytest.fixture
def copying(tmp_path):
    """A project whose model gives an image back, but changes it by chance before."""
    folder = image_folder(tmp_path / "pets", count=20)
    s = Sketch()
    x = s.add("RandomFlip", s.add("Input", name="x", shape=[8, 8, 3]))
    x = s.add("RandomContrast", s.add("RandomRotation", x, factor=0.2), factor=0.5)
    x = s.add("Dense", x, units=3, use_bias=False, kernel_initializer=IDENTITY)
    s.output(x, name="y", loss=MSE)
    image = Binding(("image",), scaling="minmax")
    project = with_data(s.graph, "digits", x=image, y=image)
    data = replace(project.data, source=DataSource("images", str(folder)))
    project = replace(project, data=data)
    return training(project, epochs=2, batch_size=8, optimizer=STILL)


def test_augmentation_sleeps_in_validation_and_evaluation(train, copying):
    watched = train(copying)
    for epoch in watched.of(EpochEnded):
        assert epoch.logs["loss"] > 1e-3
        assert epoch.logs["val_loss"] == pytest.approx(0, abs=1e-9)
    (ended,) = watched.of(TrainingEnded)
    assert ended.scores["loss"] == pytest.approx(0, abs=1e-9)

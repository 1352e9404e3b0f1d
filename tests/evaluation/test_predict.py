"""New samples are prepared as those that were learned from, and answered in words."""

import csv

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_digits, load_iris

from kgraph.document.errors import KgraphError
from kgraph.evaluation import predict
from kgraph.evaluation.trained import trained as made_again


def write_csv(path, header, rows):
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return str(path)


@pytest.fixture
def flowers(tmp_path):
    data = load_iris().data[:3]
    names = ("sepal_length", "sepal_width", "petal_length", "petal_width")
    return write_csv(tmp_path / "flowers.csv", names, data)


def test_rows_are_scaled_as_in_training_and_need_no_target(trained, flowers):
    path = trained("iris")
    found = predict(path, files=[flowers])
    made = made_again(path, "best")
    positions = np.arange(3)
    inputs = made.recipe.inputs_of(made.recipe.tables.main, positions)["lengths"]
    odds = np.exp(made.model.predict(inputs, verbose=0))
    likely = odds / odds.sum(axis=1, keepdims=True)
    assert [p.name for p in found.predictions] == [
        f"flowers.csv, row {i}" for i in (1, 2, 3)
    ]
    for prediction, expected in zip(found.predictions, likely, strict=True):
        (answer,) = prediction.answers
        values = [float(guess.value) for guess in answer.guesses]
        assert values == pytest.approx(sorted(expected, reverse=True), rel=1e-5)
        assert answer.guesses[0].label in answer.text
        assert answer.are_likelihoods
        assert answer.truth == ""


def test_columns_are_found_by_name_and_others_passed_over(trained, flowers, tmp_path):
    data = load_iris().data[:3]
    names = ("petal_width", "remark", "sepal_width", "sepal_length", "petal_length")
    rows = [(d[3], "nice", d[1], d[0], d[2]) for d in data]
    other = write_csv(tmp_path / "other.csv", names, rows)
    path = trained("iris")
    (a, *_), (b, *_) = (predict(path, files=[f]).predictions for f in (flowers, other))
    assert a.answers == b.answers


def test_an_image_is_brought_to_the_size_and_range_of_the_data(trained, tmp_path):
    from PIL import Image

    path = trained("digits")
    image = load_digits().images[0]
    shades = np.round(image / 16 * 255).astype("uint8")
    large = np.kron(shades, np.ones((8, 8), "uint8"))
    Image.fromarray(shades).save(tmp_path / "small.png")
    Image.fromarray(large).convert("RGB").save(tmp_path / "large.png")
    files = [str(tmp_path / name) for name in ("small.png", "large.png")]
    small, enlarged = predict(path, files=files).predictions
    (known,) = predict(path, positions=[0]).predictions
    assert known.name == "sample 0"
    assert known.answers[0].truth == "0"
    for prediction in (small, enlarged):
        assert (
            prediction.answers[0].guesses[0].label == known.answers[0].guesses[0].label
        )
    first, second = small.answers[0].guesses[0], known.answers[0].guesses[0]
    assert first.value == pytest.approx(second.value, abs=0.02)


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("clear.png", "RGBA"),
        ("grey.jpg", "L"),
        ("colours.bmp", "RGB"),
        ("palette.gif", "P"),
        ("fine.png", "I;16"),
        ("print.jpeg", "CMYK"),
    ],
)
def test_an_image_may_be_of_any_mode(trained, tmp_path, name, mode):
    from PIL import Image

    path = trained("digits")
    shades = np.round(load_digits().images[0] / 16 * 255).astype("uint8")
    large = np.kron(shades, np.ones((8, 8), "uint8"))
    if mode == "I;16":
        image = Image.fromarray(large.astype("uint16") * 257)
    else:
        image = Image.fromarray(large).convert(mode)
    assert image.mode == mode
    image.save(tmp_path / name)
    (found,) = predict(path, files=[str(tmp_path / name)]).predictions
    (known,) = predict(path, positions=[0]).predictions
    first, second = (p.answers[0].guesses[0] for p in (found, known))
    assert first.label == second.label
    assert first.value == pytest.approx(second.value, abs=0.02)


def test_arrays_are_taken_one_or_many(trained, tmp_path):
    images = load_digits().images[:2]
    np.save(tmp_path / "two.npy", images)
    np.save(tmp_path / "one.npy", images[0])
    np.savez(tmp_path / "named.npz", image=images)
    path = trained("digits")
    files = [str(tmp_path / name) for name in ("two.npy", "one.npy", "named.npz")]
    found = predict(path, files=files).predictions
    assert [p.name for p in found] == [
        "two.npy, row 1",
        "two.npy, row 2",
        "one.npy",
        "named.npz, row 1",
        "named.npz, row 2",
    ]
    assert found[0].answers == found[3].answers
    assert found[0].answers[0].text == found[2].answers[0].text


def test_numbers_come_in_the_units_of_the_data(trained):
    (prediction,) = predict(trained("cells"), positions=[5]).predictions
    diagnosis, area = prediction.answers
    data = load_breast_cancer()
    expected = data.data[5, list(data.feature_names).index("worst area")]
    assert float(area.truth) == pytest.approx(expected, rel=1e-3)
    assert area.guesses[0].label == "worst_area"
    assert diagnosis.truth == data.target_names[data.target[5]]
    assert {g.label for g in diagnosis.guesses} == {"malignant", "benign"}
    assert sum(float(g.value) for g in diagnosis.guesses) == pytest.approx(1)


def test_a_mask_is_a_picture(trained):
    (prediction,) = predict(trained("shapes"), positions=[0]).predictions
    (answer,) = prediction.answers
    assert (answer.picture.width, answer.picture.height) == (32, 32)
    assert set(answer.picture.pixels) <= {0, 255}
    assert "%" in answer.truth


@pytest.mark.parametrize(
    ("name", "file", "content", "said"),
    [
        ("iris", "gone.csv", None, "gone.csv must be a file of samples"),
        ("iris", "x.csv", b"a,b\n1,2\n", "must have the columns of the Inputs, 'sepal"),
        (
            "iris",
            "x.csv",
            b"sepal_length,sepal_width,petal_length,petal_width\n1,2,,3\n",
            "needs a finite value in every sample. Received: none in line 2",
        ),
        (
            "iris",
            "x.png",
            b"\x89PNG",
            "is one value, and the Inputs take 'sepal_length'",
        ),
        ("digits", "x.png", b"", "x.png must be a file of samples. Received: an empty"),
        ("digits", "x.npy", b"\x93NUMPY", "x.npy"),
        ("iris", "x.csv", b"", "Received: an empty file"),
        ("iris", "x.csv", b"\xff\xfe\x00", "x.csv"),
        (
            "iris",
            "x.csv",
            b"sepal_length,sepal_width,petal_length,petal_width\n",
            "x.csv",
        ),
        ("digits", "x.png", b"no image", "must be a PNG, JPEG, GIF or BMP image"),
        ("digits", "x.wav", b"RIFF", "must be a PNG, JPEG, GIF or BMP image"),
    ],
)
def test_what_cannot_be_taken_is_one_sentence(
    trained, tmp_path, name, file, content, said
):
    path = tmp_path / file
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(KgraphError, match=said):
        predict(trained(name), files=[str(path)])


def test_there_are_no_samples_beyond_the_last(trained):
    with pytest.raises(KgraphError, match=r"samples 0 to 149\. Received: 150"):
        predict(trained("iris"), positions=[3, 150])


def test_the_samples_of_a_part_come_one_after_the_other(trained):
    path = trained("iris")
    positions = made_again(path, "best").positions("validation").tolist()
    found = predict(path, places=[0, len(positions), -1], part="validation")
    places = [prediction.position for prediction in found.predictions]
    assert places == [positions[0], positions[0], positions[-1]]
    assert found.predictions[0].answers[0].truth in load_iris().target_names


def test_samples_are_recalled_as_what_they_are(trained):
    from kgraph.document.looks import Picture, Words
    from kgraph.evaluation import recall

    found = recall(
        trained("digits"), "best", "test", columns=("image", "digit"), positions=(4, 2)
    )
    assert [sample.position for sample in found] == [4, 2]
    picture, words = found[0].looks
    assert isinstance(picture, Picture)
    assert words == Words("4")
    with pytest.raises(KgraphError, match="must have the column 'colour'"):
        recall(trained("digits"), "best", "test", columns=("colour",), positions=(4,))

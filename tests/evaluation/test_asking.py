"""What an Output is asked is read from its loss, its columns and its shape."""

import numpy as np
import pytest

from kgraph.document.columns import Column
from kgraph.document.graph import Layer
from kgraph.document.project import Binding
from kgraph.evaluation.asking import Question, question_of
from kgraph.evaluation.gathering import gatherer
from kgraph.evaluation.saying import say

KINDS = Column("kind", (), "int32", ("cat", "dog", "eel"))
FEW = Column("grade", categories=("1", "2", "3"), minimum=1, maximum=3)
FUR = Column("fur", minimum=0, maximum=1, is_binary=True, categories=("0", "1"))
TAIL = Column("tail", minimum=0, maximum=1, is_binary=True, categories=("0", "1"))
HEAT = Column("heat", minimum=-3, maximum=40)
MASK = Column("mask", (8, 8, 1), minimum=0, maximum=1, is_binary=True)
PHOTO = Column("photo", (8, 8, 1), minimum=0, maximum=255)


def asked(loss, columns, shape, one_hot=False, **config) -> Question:
    described = {"class_name": loss, "config": config} if loss else None
    output = Layer("l1", "Output", "told", config={"loss": described})
    binding = Binding(tuple(c.name for c in columns), one_hot=one_hot)
    return question_of(output, binding, columns, shape)


@pytest.mark.parametrize(
    ("loss", "columns", "shape", "one_hot", "task", "names"),
    [
        (
            "SparseCategoricalCrossentropy",
            [KINDS],
            (3,),
            False,
            "classes",
            "cat dog eel",
        ),
        (
            "SparseCategoricalCrossentropy",
            [KINDS],
            (4,),
            False,
            "classes",
            "cat dog eel 3",
        ),
        ("SparseCategoricalCrossentropy", [FEW], (4,), False, "classes", "0 1 2 3"),
        ("CategoricalCrossentropy", [FEW], (3,), True, "classes", "1 2 3"),
        ("BinaryCrossentropy", [KINDS], (3,), True, "classes", "cat dog eel"),
        ("MeanSquaredError", [KINDS], (3,), True, "classes", "cat dog eel"),
        ("CategoricalHinge", [KINDS], (3,), True, "classes", "cat dog eel"),
        ("BinaryCrossentropy", [FUR], (1,), False, "binary", "0 1"),
        ("Hinge", [FUR], (1,), False, "binary", "0 1"),
        ("BinaryCrossentropy", [FUR, TAIL], (2,), False, "labels", "fur tail"),
        ("MeanSquaredError", [HEAT, FUR], (2,), False, "numbers", "heat fur"),
        ("MeanSquaredError", [HEAT], (1,), False, "numbers", "heat"),
        ("MeanSquaredError", [HEAT], (40,), False, "other", ""),
        ("MeanSquaredError", [PHOTO], (8, 8, 1), False, "other", ""),
        ("BinaryCrossentropy", [PHOTO], (8, 8, 1), False, "other", ""),
        ("BinaryCrossentropy", [MASK], (8, 8, 1), False, "mask", "background mask"),
        ("Dice", [MASK], (8, 8, 1), False, "mask", "background mask"),
        ("SparseCategoricalCrossentropy", [MASK], (8, 8, 3), False, "mask", "0 1 2"),
        ("SparseCategoricalCrossentropy", [KINDS], (9, 3), False, "other", ""),
        (None, [HEAT], (1,), False, "numbers", "heat"),
    ],
)
def test_a_question(loss, columns, shape, one_hot, task, names):
    question = asked(loss, columns, shape, one_hot)
    assert question.task == task
    if names:
        assert question.names == tuple(names.split())


def test_a_hinge_is_decided_at_zero_and_says_no_with_minus_one():
    question = asked("Hinge", [FUR], (1,))
    judge = gatherer(question, 4)
    truths = np.array([[-1], [-1], [1], [1]])
    judge.add(
        truths, np.array([[-2.0], [0.5], [0.1], [3.0]]), np.zeros(4), np.arange(4)
    )
    found = judge.judged()
    assert found["accuracy"] == 0.75
    assert found["calibration"] is None
    assert found["roc"].curves[0].area == 0.75
    assert not say(question, np.array([0.5])).are_likelihoods


def test_labels_do_not_exclude_each_other():
    question = asked("BinaryCrossentropy", [FUR, TAIL], (2,), from_logits=True)
    judge = gatherer(question, 3)
    truths = np.array([[1, 1], [0, 1], [0, 0]])
    logits = np.array([[3.0, 1.0], [1.0, 2.0], [-1.0, -2.0]])
    judge.add(truths, logits, np.zeros(3), np.arange(3))
    found = judge.judged()
    assert found["accuracy"] == pytest.approx(5 / 6)
    assert [(c.name, c.recall, c.support) for c in found["classes"]] == [
        ("fur", 1, 1),
        ("tail", 1, 2),
    ]
    assert [c.name for c in found["roc"].curves] == ["fur", "tail", "micro"]
    assert "do not exclude" in found["notes"][0]
    answer = say(question, logits[1], truths[1])
    assert (answer.text, answer.truth) == ("fur, tail", "tail")
    assert say(question, logits[2]).text == "none"
    assert answer.guesses[0].value == pytest.approx(1 / (1 + np.exp(-2)))


def test_only_so_many_scores_are_kept(monkeypatch):
    monkeypatch.setattr("kgraph.evaluation.gathering.MOST_VALUES", 30)
    question = asked("SparseCategoricalCrossentropy", [KINDS], (3,))
    judge = gatherer(question, 35)
    truths = np.arange(35) % 3
    scores = np.eye(3)[truths]
    for part in np.array_split(np.arange(35), 4):
        judge.add(truths[part], scores[part], np.zeros(len(part)), part)
    found = judge.judged()
    assert np.sum(found["confusion"].counts) == 35
    assert sum(found["calibration"].counts) == 9
    assert found["roc"].macro == 1
    assert "one sample in 4" in found["notes"][0]


def test_classes_of_pixels_are_areas():
    question = asked("SparseCategoricalCrossentropy", [MASK], (2, 2, 3))
    tensor = np.zeros((2, 2, 3))
    tensor[..., 1] = 1
    tensor[0, 0] = (0, 0, 9)
    answer = say(question, tensor, np.array([[[0], [1]], [[1], [1]]]))
    assert (answer.text, answer.truth) == ("1 75%, 2 25%", "1 75%, 0 25%")
    assert answer.picture.pixels == bytes([254, 127, 127, 127])
    assert answer.true_picture.pixels == bytes([0, 127, 127, 127])


def test_the_last_word_on_a_tensor_is_found():
    import keras

    from kgraph.evaluation.trained import last_activation

    given = keras.Input((4,))
    dense = keras.layers.Dense(2, activation="softmax")(given)
    assert last_activation(dense) == "softmax"
    inner = keras.Model(given, dense)
    assert last_activation(inner(given)) == "softmax"
    assert last_activation(keras.layers.Activation("sigmoid")(given)) == "sigmoid"
    assert last_activation(keras.layers.Softmax()(given)) == "softmax"
    assert last_activation(keras.ops.sigmoid(given)) == "sigmoid"
    assert last_activation(keras.layers.Flatten()(given)) == "flatten"


def test_scores_are_likelihoods_if_their_loss_or_their_layer_says_so():
    assert asked("BinaryCrossentropy", [FUR], (1,)).are_likelihoods
    assert not asked("MeanSquaredError", [KINDS], (3,), one_hot=True).are_likelihoods
    output = Layer("l1", "Output", "told", config={"loss": "mse"})
    binding = Binding(("kind",), one_hot=True)
    assert question_of(output, binding, [KINDS], (3,), "softmax").are_likelihoods

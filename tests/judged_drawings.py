"""Small drawings whose runs are judged: one for each kind of answer."""

from drawings import add, digits, training, with_data

from kgraph.document.project import Binding, Project, new_project

LENGTHS = ("sepal_length", "sepal_width", "petal_length", "petal_width")


def loss(name: str, **config: object) -> dict:
    return {"class_name": name, "config": config}


def iris() -> Project:
    """Three one-hot classes from logits."""
    graph = new_project("iris").main
    graph = add(graph, "Input", "lengths", shape=[4])
    graph = add(graph, "Dense", "scores", "lengths", units=3)
    judged = loss("CategoricalCrossentropy", from_logits=True)
    graph = add(graph, "Output", "species", "scores", loss=judged)
    project = with_data(
        graph,
        "iris",
        lengths=Binding(LENGTHS, scaling="standard"),
        species=Binding(("species",), one_hot=True),
    )
    return training(project, epochs=2, batch_size=16)


def diabetes() -> Project:
    """A number that is scaled for training, and another."""
    graph = new_project("diabetes").main
    graph = add(graph, "Input", "patient", shape=[2])
    graph = add(graph, "Dense", "numbers", "patient", units=2)
    graph = add(graph, "Output", "later", "numbers", loss=loss("MeanSquaredError"))
    project = with_data(
        graph,
        "diabetes",
        patient=Binding(("bmi", "bp"), scaling="standard"),
        later=Binding(("progression", "s6"), scaling="standard"),
    )
    return training(project, epochs=2, batch_size=32)


def shapes() -> Project:
    """A mask of discs."""
    graph = new_project("shapes").main
    graph = add(graph, "Input", "image", shape=[32, 32, 1])
    window = {"filters": 1, "kernel_size": [3, 3], "padding": "same"}
    graph = add(graph, "Conv2D", "inside", "image", activation="sigmoid", **window)
    graph = add(graph, "Output", "mask", "inside", loss=loss("BinaryCrossentropy"))
    project = with_data(
        graph, "shapes", image=Binding(("image",)), mask=Binding(("mask",))
    )
    return training(project, epochs=1, batch_size=100)


def cells() -> Project:
    """Two outputs: yes or no from a logit, and a number."""
    graph = new_project("cells").main
    graph = add(graph, "Input", "cell", shape=[2])
    graph = add(graph, "Dense", "hidden", "cell", units=8, activation="relu")
    graph = add(graph, "Dense", "logit", "hidden", units=1)
    graph = add(graph, "Dense", "area", "hidden", units=1)
    yes = loss("BinaryCrossentropy", from_logits=True)
    graph = add(graph, "Output", "diagnosis", "logit", loss=yes)
    graph = add(graph, "Output", "worst", "area", loss=loss("MeanSquaredError"))
    project = with_data(
        graph,
        "breast_cancer",
        cell=Binding(("mean_radius", "mean_texture"), scaling="standard"),
        diagnosis=Binding(("diagnosis",)),
        worst=Binding(("worst_area",), scaling="minmax"),
    )
    return training(project, epochs=2, batch_size=32)


def sequence() -> Project:
    """An answer that is neither: a row of numbers for each row of an image."""
    graph = new_project("rows").main
    graph = add(graph, "Input", "image", shape=[8, 8])
    graph = add(graph, "Dense", "rows", "image", units=8)
    graph = add(graph, "Output", "again", "rows", loss=loss("MeanSquaredError"))
    project = with_data(
        graph,
        "digits",
        image=Binding(("image",), scaling="minmax"),
        again=Binding(("image",), scaling="minmax"),
    )
    return training(project, epochs=1, batch_size=256)


JUDGED = {
    "digits": digits,
    "iris": iris,
    "diabetes": diabetes,
    "shapes": shapes,
    "cells": cells,
    "sequence": sequence,
}

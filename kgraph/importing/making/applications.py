"""The models of `keras.applications`, with trained weights or as structure alone."""

from typing import Any

import keras

from kgraph.document.applications import Application
from kgraph.importing.errors import ImportRefusedError, in_one_line
from kgraph.importing.making.fetching import giving_up
from kgraph.modeling.clean_state import in_clean_state

IMAGENET = "imagenet"


def make(application: Application, weights: str | None = None) -> keras.Model:
    """Makes a model of `keras.applications`.

    Args:
        weights: `imagenet`; None for a model whose weights have no values and take no
            memory, so that it must not be called.

    Raises:
        ImportRefusedError: If there are no such weights, if they cannot be had, or
            if this backend cannot make the model.
    """
    if weights not in (None, IMAGENET):
        raise ImportRefusedError(
            f"Expected the weights `{IMAGENET}`, or none. Received: {weights!r}."
        )
    function = getattr(keras.applications, application.name, None)
    if function is None:
        raise ImportRefusedError(
            f"Keras {keras.__version__} has no keras.applications.{application.name}. "
            "Install the version of Keras that kgraph asks for."
        )
    return in_clean_state(lambda: _made(application.name, function, weights))


def _made(name: str, function: Any, weights: str | None) -> keras.Model:
    try:
        if weights is None:
            with keras.StatelessScope(initialize_variables=False):
                return function(weights=None)
        with giving_up():
            return function(weights=weights)
    except Exception as error:
        if weights is None:
            raise ImportRefusedError(
                f"Keras cannot make {name} here. Received: {_words(error)}"
            ) from error
        raise ImportRefusedError(
            f"The weights of {name} cannot be had. Received: {_words(error)} Look "
            f"whether this machine is online, or import {name} without weights."
        ) from error


def _words(error: Exception) -> str:
    text = in_one_line(error)
    return text if text.endswith(".") else f"{text}."

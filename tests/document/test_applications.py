"""The models of `keras.applications`, as they are listed without Keras."""

import pytest

from kgraph.document.applications import APPLICATIONS, application
from kgraph.document.errors import KgraphError


def test_there_are_forty_in_order():
    names = [known.name for known in APPLICATIONS]
    assert len(set(names)) == 40
    assert names == sorted(names)


@pytest.mark.parametrize("name", ["ResNet50", "applications:resnet50", " RESNET50 "])
def test_a_name_is_found_whatever_its_case(name):
    assert application(name).source == "applications:ResNet50"


def test_a_name_that_is_mistyped_is_guessed():
    with pytest.raises(
        KgraphError, match=r"Received: 'ResNet51'. Did you mean .*ResNet50"
    ):
        application("applications:ResNet51")


def test_a_name_that_is_like_none_lists_them_all():
    with pytest.raises(KgraphError, match=r"There are ConvNeXtBase, .*Xception"):
        application("applications:")

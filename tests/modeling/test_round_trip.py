"""What holds for every drawing that is a model: there and back, and told beforehand."""

import keras
from hypothesis import HealthCheck, given, settings
from random_models import models

from kgraph.document.calls import outputs_of
from kgraph.document.project import Project
from kgraph.modeling import build, infer, read

relaxed = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@relaxed
@given(project=models())
def test_reading_a_built_model_gives_the_drawing_back(project: Project):
    model = build(project)
    drawn = read(model)
    assert drawn.main.name == project.main.name
    again = build(drawn)
    assert read(again) == drawn
    assert again.count_params() == model.count_params()
    assert shapes(again) == shapes(model)


@relaxed
@given(project=models())
def test_what_infer_tells_is_what_build_makes(project: Project):
    analysis = infer(project)
    assert not analysis.has_errors
    model = build(project)
    main = analysis.graphs["main"]
    assert main.trainable == sum(w.size for w in model.get_weights())
    assert shapes(model) == [
        main.nodes[node.id].outputs[0].shape for node in outputs_of(project.main)
    ]


@relaxed
@given(project=models())
def test_equal_projects_make_equal_models(project: Project):
    first = build(project).get_config()
    keras.ops.relu(keras.Input((3,)))
    assert build(project).get_config() == first


def shapes(model: keras.Model) -> list[tuple[int | None, ...]]:
    """The shapes of the outputs, in the order in which they were named."""
    outputs = model.output
    tensors = list(outputs.values()) if isinstance(outputs, dict) else [outputs]
    return [tuple(tensor.shape) for tensor in tensors]

import keras
import pytest
from sketch import Sketch

from kgraph.modeling import infer, read


def cost_of(type: str, *shapes: list[int | None], **config: object) -> int | None:
    """The multiply-adds of one layer that is given tensors of these shapes."""
    s = Sketch()
    inputs = [s.add("Input", shape=shape) for shape in shapes]
    node = s.add(type, *inputs, **config)
    analysis = infer(s.project())
    assert not [
        p for p in analysis.problems if p.node == node and p.severity == "error"
    ]
    return analysis.graphs["main"].nodes[node].multiply_adds


def described(class_name: str, **config: object) -> dict[str, object]:
    return {"class_name": class_name, "config": config}


@pytest.mark.parametrize(
    ("type", "shapes", "config", "cost"),
    [
        ("Dense", [[4]], {"units": 3}, 4 * 3),
        ("Dense", [[7, 4]], {"units": 3}, 7 * 4 * 3),
        ("Conv1D", [[10, 2]], {"filters": 3, "kernel_size": 4}, 7 * 3 * 4 * 2),
        ("Conv2D", [[8, 8, 3]], {"filters": 5, "kernel_size": 3, "strides": 2, "padding": "same"}, 4 * 4 * 5 * 9 * 3),
        ("Conv2D", [[8, 8, 4]], {"filters": 6, "kernel_size": 3, "groups": 2}, 6 * 6 * 6 * 9 * 2),
        ("Conv2DTranspose", [[4, 4, 3]], {"filters": 5, "kernel_size": 2, "strides": 2}, 16 * 3 * 4 * 5),
        ("DepthwiseConv2D", [[8, 8, 3]], {"kernel_size": 3, "depth_multiplier": 2}, 36 * 6 * 9),
        ("SeparableConv2D", [[8, 8, 3]], {"filters": 5, "kernel_size": 3}, 36 * 3 * 9 + 36 * 3 * 5),
        ("EinsumDense", [[6, 4]], {"equation": "abc,cd->abd", "output_shape": [6, 3]}, 6 * 4 * 3),
        ("EinsumDense", [[6, 4]], {"equation": "...x,xy->...y", "output_shape": 3}, 6 * 4 * 3),
        ("EinsumDense", [[6, 4]], {"equation": "abc,bcd->ad", "output_shape": [3]}, 6 * 4 * 3),
        ("Embedding", [[6]], {"input_dim": 100, "output_dim": 8}, 0),
        ("LSTM", [[5, 4]], {"units": 3}, 5 * 4 * 3 * (4 + 3)),
        ("GRU", [[5, 4]], {"units": 3}, 5 * 3 * 3 * (4 + 3)),
        ("SimpleRNN", [[5, 4]], {"units": 3}, 5 * 3 * (4 + 3)),
        ("Bidirectional", [[5, 4]], {"layer": described("LSTM", units=3)}, 2 * 5 * 4 * 3 * (4 + 3)),
        ("RNN", [[5, 4]], {"cell": described("StackedRNNCells", cells=[described("LSTMCell", units=3), described("GRUCell", units=2)])}, 5 * (4 * 3 * 7 + 3 * 2 * 5)),
        ("TimeDistributed", [[5, 4]], {"layer": described("Dense", units=3)}, 5 * 4 * 3),
        ("ConvLSTM2D", [[5, 8, 8, 2]], {"filters": 3, "kernel_size": 3}, 5 * 36 * 4 * 3 * 9 * (2 + 3)),
        ("Attention", [[5, 4], [6, 4]], {}, 5 * 6 * (4 + 4)),
        ("Dot", [[3, 4], [3, 5]], {"axes": 1}, 4 * 5 * 3),
        ("ops.matmul", [[5, 4], [4, 3]], {}, 5 * 4 * 3),
        ("Flatten", [[5, 4]], {}, None),
        ("Conv2D", [[None, None, 3]], {"filters": 5, "kernel_size": 3}, None),
    ],
)  # fmt: skip
def test_counts_as_the_papers_do(type, shapes, config, cost):
    assert cost_of(type, *shapes, **config) == cost


def test_counts_the_projections_and_the_products_of_attention():
    length, other, width, heads, key, value = 5, 6, 8, 2, 3, 4
    projections = width * heads * (length * key + other * key + other * value)
    products = length * other * heads * (key + value)
    output = length * heads * value * width
    given = {"num_heads": heads, "key_dim": key, "value_dim": value}
    cost = cost_of("MultiHeadAttention", [length, width], [other, width], **given)
    assert cost == projections + products + output


def test_grouped_attention_with_as_many_keys_as_queries_is_multi_head_attention():
    grouped = {"head_dim": 3, "num_query_heads": 2, "num_key_value_heads": 2}
    many = {"num_heads": 2, "key_dim": 3}
    shapes = [5, 8], [6, 8]
    assert cost_of("GroupQueryAttention", *shapes, **grouped) == cost_of(
        "MultiHeadAttention", *shapes, **many
    )


@pytest.mark.parametrize(
    ("name", "billions"),
    [("ResNet50", 3.858), ("VGG16", 15.470), ("MobileNetV2", 0.301)],
)
def test_agrees_with_what_is_published(name, billions):
    with keras.StatelessScope(initialize_variables=False):
        model = getattr(keras.applications, name)(weights=None)
    cost = infer(read(model)).graphs["main"].multiply_adds
    assert cost / 1e9 == pytest.approx(billions, rel=1e-3)

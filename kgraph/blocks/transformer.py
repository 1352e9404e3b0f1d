"""The two halves of the Transformer, one block each."""

from typing import Any, Literal

from kgraph.blocks.block import Block, activation, share, spec, whole
from kgraph.blocks.sketch import Sketch
from kgraph.catalog import ParameterSpec
from kgraph.document.project import Project

Norm = Literal["pre", "post"]


class _Parts:
    """Draws the parts that encoder and decoder are made of."""

    def __init__(
        self,
        s: Sketch,
        *,
        features: int,
        heads: int,
        key_dim: int | None,
        feed_forward: int | None,
        dropout: float,
        norm: Norm,
        activation: Any,
    ) -> None:
        self._s = s
        self._features = features
        self._heads = heads
        self._key_dim = key_dim or max(1, features // heads)
        self._units = feed_forward or 4 * features
        self._dropout = dropout
        self._norm = norm
        self._activation = activation

    def attend(
        self, x: str, name: str, *, context: str | None = None, is_causal: bool = False
    ) -> str:
        """Adds what attention finds, in the sequence itself if there is no context."""
        query = self._before(x, name)
        found = self._s.add(
            "MultiHeadAttention",
            query,
            context or query,
            name=name,
            constants={"use_causal_mask": True} if is_causal else None,
            num_heads=self._heads,
            key_dim=self._key_dim,
            dropout=self._dropout,
        )
        return self._after(x, found, name)

    def feed_forward(self, x: str) -> str:
        """Adds what two Dense layers make of each place in the sequence."""
        name = "feed_forward"
        y = self._before(x, name)
        y = self._s.add(
            "Dense", y, name=name, units=self._units, activation=self._activation
        )
        y = self._s.add("Dense", y, name=f"{name}_out", units=self._features)
        return self._after(x, y, name)

    def _before(self, x: str, name: str) -> str:
        return self._normalize(x, name) if self._norm == "pre" else x

    def _after(self, x: str, y: str, name: str) -> str:
        if self._dropout:
            y = self._s.add("Dropout", y, name=f"{name}_dropout", rate=self._dropout)
        x = self._s.add("Add", x, y, name=f"{name}_add")
        return x if self._norm == "pre" else self._normalize(x, name)

    def _normalize(self, x: str, name: str) -> str:
        return self._s.add("LayerNormalization", x, name=f"{name}_norm")


def _encoder(*, features: int, **settings: Any) -> Project:
    s = Sketch("transformer_encoder")
    parts = _Parts(s, features=features, **settings)
    x = parts.attend(s.input([None, features]), "attention")
    s.output(parts.feed_forward(x))
    return s.bundle()


def _decoder(
    *, features: int, context_features: int | None, **settings: Any
) -> Project:
    s = Sketch("transformer_decoder")
    parts = _Parts(s, features=features, **settings)
    x = s.input([None, features])
    context = s.input([None, context_features or features], "context")
    x = parts.attend(x, "self_attention", is_causal=True)
    x = parts.attend(x, "cross_attention", context=context)
    s.output(parts.feed_forward(x))
    return s.bundle()


_FEATURES = whole(
    "features", 64, "Size of each vector of the sequence: the last axis of its shape."
)
_SETTINGS = (
    whole("heads", 8, "How many attentions look at once."),
    whole(
        "key_dim",
        None,
        "Size of each head's queries and keys; the features divided by the heads, if "
        "not given.",
    ),
    whole(
        "feed_forward",
        None,
        "Units of the inner Dense layer; four times the features, if not given.",
    ),
    share("dropout", 0.1, "Share that is dropped; 0 for no Dropout."),
    ParameterSpec(
        "norm",
        "choice",
        default="pre",
        choices=("pre", "post"),
        documentation="Where LayerNormalization stands: before each part, which trains "
        "deep stacks more easily, or behind each sum, as in the paper.",
    ),
    activation("relu", "The function inside the feed-forward part."),
)

ENCODER = Block(
    spec(
        "TransformerEncoder",
        "Self-attention and a feed-forward part, each added to what came in.",
        "A layer of the Transformer's encoder (Vaswani et al., 2017, "
        "arXiv:1706.03762), or with norm 'pre' as in Xiong et al., 2020 "
        "(arXiv:2002.04745). It takes a sequence of vectors; masks of the layers "
        "before it are heeded.",
        _FEATURES,
        *_SETTINGS,
    ),
    _encoder,
    ("features",),
)

DECODER = Block(
    spec(
        "TransformerDecoder",
        "Causal self-attention, attention to a context, and a feed-forward part.",
        "A layer of the Transformer's decoder (Vaswani et al., 2017, "
        "arXiv:1706.03762): each place sees those before it, and all of the context, "
        "which is the encoder's result.",
        _FEATURES,
        whole(
            "context_features",
            None,
            "Size of each vector of the context; as the features, if not given.",
        ),
        *_SETTINGS,
    ),
    _decoder,
    ("features", "context_features"),
)

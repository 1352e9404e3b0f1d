"""Which layers an Input feeds, and what they make of what they are given."""

from kgraph.document.graph import Graph, Layer

TEXT_READERS = ("TextVectorization", "StringLookup", "Hashing", "HashedCrossing")
LOOK_UP = ("Embedding", "ReversibleEmbedding", "IntegerLookup", "CategoryEncoding")
NORMALIZING = ("BatchNormalization", "Discretization")


def takers(graph: Graph, layer: Layer) -> list[Layer]:
    """Returns the layers that a layer feeds, each as often as it does."""
    edges = [e for id in graph.calls[layer.id] for e in graph.targets.get(id, ())]
    return [graph.layer_of(edge.target.node) for edge in edges]


def reads_text(layer: Layer) -> bool:
    """Whether a layer makes numbers of text."""
    return layer.type in TEXT_READERS


def looks_up(graph: Graph, layer: Layer) -> bool:
    """Whether all that a layer feeds takes its numbers for positions in a table."""
    types = [taker.type for taker in takers(graph, layer)]
    return bool(types) and all(type in LOOK_UP for type in types)


def has_own_scale(graph: Graph, layer: Layer) -> bool:
    """Whether some layer that it feeds does not mind how large its numbers are."""
    return any(x.type in (*LOOK_UP, *NORMALIZING) for x in takers(graph, layer))

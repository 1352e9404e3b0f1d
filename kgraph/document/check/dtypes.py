"""Rules about dtypes, where the drawing alone shows that they do not suit."""

from kgraph.document.check.scope import Problems, Scope

WHOLE = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
LOOK_UP = ("Embedding", "ReversibleEmbedding")


def whole_numbers(scope: Scope) -> Problems:
    """What is looked up in a table is a whole number: fractions would be cut off."""
    for node, layer in scope.calls():
        if layer.type not in LOOK_UP:
            continue
        for argument, sources in node.inputs.items():
            first = scope.graph.nodes.get(sources[0].node) if sources else None
            source = scope.graph.layers[first.layer] if first else None
            if source is None or source.type != "Input":
                continue
            dtype = source.config.get("dtype") or "float32"
            if dtype not in WHOLE:
                yield scope.problem(
                    "whole-numbers",
                    f"{layer.name!r} looks whole numbers up, but {source.name!r} holds "
                    f"{dtype}: fractions would be cut off. Let it hold int32.",
                    node=node.id,
                    argument=argument,
                    expected="whole numbers (int32)",
                    received=str(dtype),
                    is_warning=True,
                )

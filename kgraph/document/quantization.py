"""The dtype policies and the quantizers of Keras that a document may describe."""

POLICIES = frozenset(
    {
        "AWQDTypePolicy",
        "GPTQDTypePolicy",
        "Int4DTypePolicy",
        "QuantizedDTypePolicy",
        "QuantizedFloat8DTypePolicy",
    }
)
"""Classes of `keras.dtype_policies` of which the name does not tell all."""

QUANTIZERS = frozenset(
    {
        "AbsMaxQuantizer",
        "Float8QuantizationConfig",
        "Int4QuantizationConfig",
        "Int8QuantizationConfig",
    }
)
"""Classes of `keras.quantizers`: quantizers, and what a layer is told of some."""

"""A model as a TensorFlow SavedModel, which TensorFlow Serving takes as it is."""

from collections.abc import Callable
from pathlib import Path

from kgraph.document.reports import Finding
from kgraph.export.exporter import Arrays, Exporter, Subject
from kgraph.export.signature import Signature, renamed


def _write(subject: Subject, folder: Path) -> tuple[Finding, ...]:
    from kgraph.export.conversion import convert
    from kgraph.export.conversion.order import Order

    convert("saved_model", subject.model, Order(subject.signature), folder)
    return renamed(subject.project.main)


def _load(folder: Path, signature: Signature) -> Callable[[Arrays], Arrays]:
    import tensorflow as tf

    loaded = tf.saved_model.load(str(folder))
    serve = loaded.signatures["serving_default"]
    taken = serve.structured_input_signature[1]
    signature.check(taken, serve.structured_outputs)

    def run(inputs: Arrays) -> Arrays:
        tensors = {
            name: tf.constant(array, taken[name].dtype)
            for name, array in zip(signature.inputs, inputs, strict=True)
        }
        # Through what was loaded, which owns the variables, or they are gone.
        outputs = loaded.signatures["serving_default"](**tensors)
        return [outputs[name].numpy() for name in signature.outputs]

    return run


# A graph adds up in another order than Keras does layer by layer: 2e-7 for a GELU.
EXPORTER = Exporter(_write, load=_load, tolerance=lambda options: 1e-6)

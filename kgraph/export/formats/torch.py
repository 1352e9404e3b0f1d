"""A model as a program of PyTorch, which needs no Keras."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kgraph.document.reports import Finding
from kgraph.export.exporter import Arrays, Exporter, Subject
from kgraph.export.proof.arrays import one_by_one
from kgraph.export.signature import Signature

_ONE = Finding("The program takes one sample at a time.")


def _write(subject: Subject, file: Path) -> Iterator[Finding]:
    from kgraph.export.conversion import convert
    from kgraph.export.conversion.order import Order
    from kgraph.export.conversion.refusals import refuse

    refuse(subject.model, "torch", "PyTorch")
    convert("torch_program", subject.model, Order(subject.signature), file)
    yield _ONE
    if len(subject.signature.inputs) > 1:
        order = ", ".join(subject.signature.inputs)
        yield Finding(f"The program takes its inputs in this order: {order}.")
    if len(subject.signature.outputs) > 1:
        order = ", ".join(subject.signature.outputs)
        yield Finding(f"The program gives its outputs in this order: {order}.")


def _load(file: Path, _: Signature) -> Callable[[Arrays], Arrays]:
    import torch

    module: Any = torch.export.load(file).module()

    def run(inputs: Arrays) -> Arrays:
        outputs = module(*(torch.from_numpy(array) for array in inputs))
        return [output.detach().numpy() for output in outputs]

    return one_by_one(run)


# Sums in another order: at most 5e-7 where it was measured.
EXPORTER = Exporter(_write, load=_load, tolerance=lambda options: 1e-5)

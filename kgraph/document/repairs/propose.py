"""Asks every kind of mistake for repairs of one problem."""

from collections.abc import Callable
from itertools import islice

from kgraph.document.repairs import (
    ends,
    joining,
    names,
    outputs,
    ranks,
    training,
    types,
    values,
    windows,
)
from kgraph.document.repairs.case import Case, Repair, Repairs

MOST = 10  # repairs of one problem that are worth a proof

RULES: dict[str, tuple[Callable[[Case], Repairs], ...]] = {
    "keras": (ranks.propose, windows.propose, joining.propose),
    "whole-numbers": (types.propose,),
    "lone-softmax": (outputs.lone_softmax,),
    "loss-activation": (outputs.losses,),
    "has-loss": (outputs.losses,),
    "data-loss": (outputs.losses,),
    "data-classes": (outputs.widths, outputs.losses),
    "data-width": (outputs.widths,),
    "data-rank": (outputs.ranks,),
    "data-shape": (values.bind_again,),
    "data-dtype": (values.bind_again,),
    "data-missing": (values.fill,),
    "data-range": (values.scale,),
    "data-split": (values.by_fraction,),
    "data-time": (values.by_time,),
    "has-input": (ends.missing_input,),
    "has-output": (ends.missing_output,),
    "required-ports": (ends.missing_edge,),
    "unused": (ends.unused,),
    "trainable-names": (names.trainable,),
    "training-ranges": (training.into_range,),
    "training-epochs": (training.from_the_start,),
    "training-device": (training.usual_device,),
    "training-steps": (training.single_steps,),
    "training-compiling": (training.uncompiled,),
    "training-precision": (training.fast_precision,),
    "stage-last": (training.all_layers,),
    "stage-layers": (training.present_layers,),
    "stage-idle": (training.busy_stage,),
    "stage-rate": (training.own_rate,),
    "optimizer-clipping": (training.one_clipping,),
    "callback-monitor": (training.heard, training.without_callback),
    "callback-ema": (training.averaging, training.without_callback),
    "callback-schedule": (training.without_callback,),
    "object-parameters": (training.without_callback,),
    "object-known": (training.without_callback,),
    "object-refused": (training.without_callback,),
}


def propose(case: Case) -> tuple[Repair, ...]:
    """Returns what might put a problem right, the usual way first; nothing is proven.

    Each title comes once.
    """
    graph = case.project.graphs.get(case.problem.graph)
    if graph is None or any(n.layer not in graph.layers for n in graph.nodes.values()):
        return ()
    kinds = RULES.get(case.problem.rule, ())
    found = (repair for kind in kinds for repair in kind(case))
    by_title: dict[str, Repair] = {}
    for repair in found:
        by_title.setdefault(repair.title, repair)
    return tuple(islice(by_title.values(), MOST))

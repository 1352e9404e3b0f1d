"""Learns shapes, sizes, costs and problems of a drawing, node by node."""

from kgraph.document.analysis import Analysis, GraphAnalysis, Problem
from kgraph.document.check import check
from kgraph.document.graph import Graph
from kgraph.document.nesting import without_strays
from kgraph.document.project import Project
from kgraph.modeling.clean_state import in_clean_state
from kgraph.modeling.inference.passes import Pass, read, totals

# Rules that say all that Keras would say, even where they only warn.
KNOWN = ("required-parameters", "required-ports", "known-operations")


def infer(project: Project) -> Analysis:
    """Finds out what can be known about a project without making a weight.

    A node with a problem hides nothing but the nodes that depend on it. Nodes whose
    operation, configuration and incoming shapes were met before cost no call of
    Keras.

    Returns:
        For every graph, the outputs, parameters and multiply-adds of its nodes, and
        all problems: those of the drawing first, then those that Keras found. An
        Output has one entry: the tensor that arrives there.
    """
    problems = check(project)
    known = {(p.graph, p.node) for p in problems if _stops_keras(p)}
    whole = without_strays(project)
    passes = in_clean_state(lambda: read(whole, known))
    return Analysis(
        graphs={id: _analysis(whole.graphs[id], p) for id, p in passes.items()},
        problems=(*problems, *(q for p in passes.values() for q in p.problems)),
    )


def _stops_keras(problem: Problem) -> bool:
    """Whether Keras would only say once more what is known to be wrong."""
    return problem.severity == "error" or problem.rule in KNOWN


def _analysis(graph: Graph, found: Pass) -> GraphAnalysis:
    total = totals(graph, found)
    return GraphAnalysis(
        nodes=found.nodes,
        trainable=total.trainable,
        non_trainable=total.non_trainable,
        weight_bytes=total.weight_bytes,
        multiply_adds=total.multiply_adds or 0,
        activation_bytes=total.activation_bytes or 0,
    )
